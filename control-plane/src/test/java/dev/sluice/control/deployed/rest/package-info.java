@NullMarked
package dev.sluice.control.deployed.rest;

import org.jspecify.annotations.NullMarked;
