package io.fullcircle.pipelines.config.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.scanner.StreamReader;

/**
 * A file's text.
 *
 * @param text UTF-8 decoded, without a byte order mark
 * @param digest SHA-256 of the file's bytes, hexadecimal
 */
record FileText(String text, String digest) {
    /** A pipeline file has kilobytes; what has more than this is another file, given by mistake. */
    static final int MAX_BYTES = 1 << 18;

    List<String> lines() {
        return List.of(text.split("\r\n|\r|\n", -1));
    }

    /** The file's text, or nothing and a finding that says why. */
    static Optional<FileText> read(Path file, Findings findings) {
        if (Files.isDirectory(file)) {
            findings.inFile(Mark.START, "is a directory", "name a pipeline file in it");
            return Optional.empty();
        }
        try (var stream = Files.newInputStream(file)) {
            return decode(stream.readNBytes(MAX_BYTES + 1), findings);
        } catch (NoSuchFileException e) {
            findings.inFile(
                    Mark.START, "there is no such file", "check the path; relative ones count from where you stand");
        } catch (AccessDeniedException e) {
            findings.inFile(Mark.START, "can't be read: permission denied", "give yourself the right to read it");
        } catch (IOException e) {
            findings.inFile(Mark.START, "can't be read: " + e.getMessage(), "check the disk it lies on");
        }
        return Optional.empty();
    }

    static Optional<FileText> decode(byte[] bytes, Findings findings) {
        if (bytes.length > MAX_BYTES) {
            findings.inFile(Mark.START, "is larger than 256 KB", "check that it is a pipeline file");
            return Optional.empty();
        }
        if (startsWith(bytes, 0xFE, 0xFF) || startsWith(bytes, 0xFF, 0xFE)) {
            findings.inFile(Mark.START, "is UTF-16", "save it as UTF-8");
            return Optional.empty();
        }
        var start = startsWith(bytes, 0xEF, 0xBB, 0xBF) ? 3 : 0;
        var decoder = StandardCharsets.UTF_8.newDecoder();
        var characters = CharBuffer.allocate(bytes.length);
        var result = decoder.decode(ByteBuffer.wrap(bytes, start, bytes.length - start), characters, true);
        var text = characters.flip().toString();
        if (result.isError()) {
            findings.inFile(end(text), "isn't UTF-8 from here on", "save it as UTF-8");
            return Optional.empty();
        }
        var strange = text.codePoints()
                .filter(point -> !StreamReader.isPrintable(point))
                .findFirst();
        if (strange.isPresent()) {
            var before = text.substring(0, text.indexOf(strange.getAsInt()));
            findings.inFile(
                    end(before),
                    "holds the control character U+%04X".formatted(strange.getAsInt()),
                    "remove it; inside double quotes it can be written as an escape");
            return Optional.empty();
        }
        return Optional.of(new FileText(text, sha256(bytes)));
    }

    /** The place behind the last character. */
    private static Mark end(String text) {
        var lines = text.split("\r\n|\r|\n", -1);
        var last = lines[lines.length - 1];
        return new Mark(lines.length, last.codePointCount(0, last.length()) + 1);
    }

    private static boolean startsWith(byte[] bytes, int... wanted) {
        if (bytes.length < wanted.length) {
            return false;
        }
        for (int i = 0; i < wanted.length; i++) {
            if ((bytes[i] & 0xFF) != wanted[i]) {
                return false;
            }
        }
        return true;
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
