/** When a pipeline is due: arithmetic on instants, without a clock, a thread or a file. */
package io.fullcircle.pipelines.schedule;
