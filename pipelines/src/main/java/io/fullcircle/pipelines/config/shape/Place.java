package io.fullcircle.pipelines.config.shape;

import io.fullcircle.pipelines.config.file.Mark;

/**
 * A setting in a file.
 *
 * @param mark where findings about it stand
 * @param path {@code action.properties.iphone}, {@code operators[0].sql}; empty for the root
 */
public record Place(Mark mark, String path) {
    private static final int LONGEST = 1000;

    /** The root of a file. */
    public static final Place ROOT = new Place(Mark.START, "");

    Place in(Mark at, String name) {
        var part = name.length() > LONGEST ? name.substring(0, LONGEST) + "…" : name;
        return new Place(at, path.isEmpty() ? part : path + "." + part);
    }

    Place item(Mark at, int index) {
        return new Place(at, path + "[" + index + "]");
    }

    String name() {
        return path.isEmpty() ? "file" : path;
    }
}
