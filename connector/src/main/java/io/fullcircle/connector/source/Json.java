package io.fullcircle.connector.source;

/**
 * A value that is JSON already: a JSON column, an array, a struct. It goes into a message as it stands.
 *
 * @param text one valid JSON value
 * @param nulled how many NaN or infinite numbers inside became null, since JSON has none
 */
public record Json(String text, int nulled) {}
