/** A pipeline file becomes a {@link io.fullcircle.pipelines.config.Pipeline}, or every mistake in it at once. */
package io.fullcircle.pipelines.config;
