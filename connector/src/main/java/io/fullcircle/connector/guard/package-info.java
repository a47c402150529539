/** What is looked at before the first message of a run is sent: the profile of its rows, rules, and their verdict. */
package io.fullcircle.connector.guard;
