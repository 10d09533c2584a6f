package dev.sluice.control.apis.rest;

/** A mapping template that was made from a model, on the wire. */
public record ModelTemplateJson(String value) {}
