package io.fullcircle.pipelines.ledger;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.format.DateTimeParseException;

/** A holder in a locked file: its four parts, a line each. */
final class HolderInfo {
    private static final int LONGEST = 4096;

    /** Read between a lock and the writing of its holder. */
    private static final Holder UNKNOWN = new Holder("this machine", 0, Instant.EPOCH, "unknown");

    private HolderInfo() {}

    static void write(FileChannel file, Holder holder) throws IOException {
        String text = String.join(
                "\n",
                holder.host(),
                String.valueOf(holder.pid()),
                holder.since().toString(),
                holder.run(),
                "");
        file.truncate(0);
        file.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
    }

    static Holder read(FileChannel file) throws IOException {
        var bytes = ByteBuffer.allocate(LONGEST);
        while (bytes.hasRemaining() && file.read(bytes, bytes.position()) > 0) {}
        String[] lines = new String(bytes.array(), 0, bytes.position(), StandardCharsets.UTF_8).split("\n");
        if (lines.length < 4) {
            return UNKNOWN;
        }
        try {
            return new Holder(lines[0], Long.parseLong(lines[1]), Instant.parse(lines[2]), lines[3]);
        } catch (NumberFormatException | DateTimeParseException e) {
            return UNKNOWN;
        }
    }
}
