/** Models: schemas of bodies that methods name. */
@NullMarked
package dev.sluice.control.apis.models;

import org.jspecify.annotations.NullMarked;
