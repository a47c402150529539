package io.fullcircle.pipelines.run;

import io.fullcircle.connector.guard.Profile;
import tools.jackson.databind.json.JsonMapper;

/** A profile as the ledger keeps it. */
public final class ProfileText {
    private static final JsonMapper JSON = JsonMapper.shared();

    private ProfileText() {}

    static String write(Profile profile) {
        return JSON.writeValueAsString(profile);
    }

    public static Profile read(String text) {
        return JSON.readValue(text, Profile.class);
    }
}
