/** What every package may use: errors named by whose turn it is, and secrets that don't print. */
package io.fullcircle.connector.base;
