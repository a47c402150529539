/** One carrying-out of a pipeline: where its state lies, what is kept of it, how it is reported. */
package io.fullcircle.pipelines.run;
