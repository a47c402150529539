package io.fullcircle.connector.base;

import java.util.Objects;

/** A write key, password or token. It doesn't print: only {@link #reveal()} gives the text, at the place of use. */
public final class Secret {
    private final String text;

    private Secret(String text) {
        this.text = text;
    }

    /** @param text the secret as it is, not null; may be empty */
    public static Secret of(String text) {
        return new Secret(Objects.requireNonNull(text));
    }

    /** The secret itself. Hand it to the driver or the wire, to nothing that logs. */
    public String reveal() {
        return text;
    }

    public boolean isBlank() {
        return text.isBlank();
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Secret secret && secret.text.equals(text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return "***";
    }
}
