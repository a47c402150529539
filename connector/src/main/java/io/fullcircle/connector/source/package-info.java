/** Where rows come from: a source is a database, a cursor its streamed result. One sub-package per kind. */
package io.fullcircle.connector.source;
