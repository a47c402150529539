/** What a run's rows are compared with: the keys or messages that were accepted before. */
package io.fullcircle.pipelines.sync;
