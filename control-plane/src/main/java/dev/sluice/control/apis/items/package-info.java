/** What an API keeps beside its tree of paths: models, validators, authorizers, gateway responses, documentation. */
@NullMarked
package dev.sluice.control.apis.items;

import org.jspecify.annotations.NullMarked;
