package io.fullcircle.pipelines.config.file;

/**
 * A place in a file, as editors count it.
 *
 * @param line from 1
 * @param column from 1, in characters (an emoji is one)
 */
public record Mark(int line, int column) implements Comparable<Mark> {
    /** Where a finding about the whole file stands. */
    public static final Mark START = new Mark(1, 1);

    @Override
    public int compareTo(Mark other) {
        return line != other.line ? Integer.compare(line, other.line) : Integer.compare(column, other.column);
    }
}
