package io.fullcircle.connector.source.postgres;

import java.util.List;

/** A type as far as its printed values have to be taken apart. */
sealed interface PgType {
    /** A type whose values hold no others; of a domain, the type below. */
    record Scalar(String name) implements PgType {}

    record ArrayOf(PgType element, char delimiter) implements PgType {}

    record Composite(List<Attribute> attributes) implements PgType {
        public Composite {
            attributes = List.copyOf(attributes);
        }
    }

    record Attribute(String name, PgType type) {}
}
