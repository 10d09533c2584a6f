@NullMarked
package dev.sluice.control.members.rest;

import org.jspecify.annotations.NullMarked;
