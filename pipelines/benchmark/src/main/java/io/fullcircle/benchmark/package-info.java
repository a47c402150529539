/**
 * Measures the application beside others: {@link io.fullcircle.benchmark.Benchmark} starts every competitor as a
 * process of its own and holds the table, {@link io.fullcircle.benchmark.Floor} and {@link
 * io.fullcircle.benchmark.Library} are two of them, {@link io.fullcircle.connector.mapping.RowKernels} looks into a row.
 */
package io.fullcircle.benchmark;
