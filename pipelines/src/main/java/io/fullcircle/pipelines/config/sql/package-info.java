/**
 * Reads SQL of any dialect as far as one can without being its database: words, names, strings and parentheses. Where a
 * dialect may mean something else by the same letters, it says nothing.
 */
package io.fullcircle.pipelines.config.sql;
