/** The process that a team leaves running: it knows the pipelines of a folder, runs what is due, tells, and is called. */
package io.fullcircle.pipelines.serve;
