/** The command line: one class for each verb. */
package io.fullcircle.pipelines.cli;
