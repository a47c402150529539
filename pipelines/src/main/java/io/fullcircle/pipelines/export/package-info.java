/** Lists for other tools: CSV, JSON lines and Parquet. */
package io.fullcircle.pipelines.export;
