package io.fullcircle.connector.base;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Scratch files that hold customers' rows or ids: readable by their owner only, where the file system knows owners. */
public final class PrivateFile {
    private PrivateFile() {}

    /** Makes the file, which must not be there, and the folders around it, and opens it to be read and written. */
    public static FileChannel create(Path file) throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        Files.createDirectories(folder);
        var options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.READ, StandardOpenOption.WRITE);
        if (!Files.getFileStore(folder).supportsFileAttributeView("posix")) {
            return FileChannel.open(file, options);
        }
        FileAttribute<?> owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        return FileChannel.open(file, options, owner);
    }
}
