/** A YAML file as a tree whose every part knows its line and column, and what is wrong with it as a text. */
package io.fullcircle.pipelines.config.file;
