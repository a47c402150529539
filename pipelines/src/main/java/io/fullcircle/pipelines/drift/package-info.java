/** How the guarded properties of a pipeline moved over its accepted runs, as text and as a picture. */
package io.fullcircle.pipelines.drift;
