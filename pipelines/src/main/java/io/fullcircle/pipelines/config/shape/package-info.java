/**
 * What a file may hold, described as data. The reader, the JSON Schema and the help are made from one description, so
 * that they can't disagree.
 */
package io.fullcircle.pipelines.config.shape;
