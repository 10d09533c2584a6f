@NullMarked
package dev.sluice.quickstart.services;

import org.jspecify.annotations.NullMarked;
