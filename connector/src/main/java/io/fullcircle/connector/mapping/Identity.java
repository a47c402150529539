package io.fullcircle.connector.mapping;

/**
 * What a message id is made of beside the row itself. Equal identity and equal row give an equal id, on every machine
 * and at every attempt.
 *
 * @param namespace keeps two installations apart; de-duplication at Segment spans all sources
 * @param pipeline the pipeline's name
 * @param edition tells a repetition that is meant from one that isn't: in {@code full} the UTC date of the run's start
 */
public record Identity(String namespace, String pipeline, String edition) {}
