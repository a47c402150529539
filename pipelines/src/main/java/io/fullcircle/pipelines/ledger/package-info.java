/**
 * What the application remembers: runs, what became of their rows, dead letters, positions, namespaces, and who carries
 * out which pipeline. Everything is entered through {@link io.fullcircle.pipelines.ledger.Ledger}.
 *
 * <p>The ledger is one SQLite file or one PostgreSQL schema; {@code Store} holds what differs. What a method stored is
 * safe against the death of the process when the method has returned. Times are kept to the millisecond.
 */
package io.fullcircle.pipelines.ledger;
