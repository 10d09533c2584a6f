/** The tag operations, over every kind of object that carries tags (management-api 9). */
@NullMarked
package dev.sluice.control.tags;

import org.jspecify.annotations.NullMarked;
