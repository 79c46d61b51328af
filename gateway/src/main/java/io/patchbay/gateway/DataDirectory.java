package io.patchbay.gateway;

import io.patchbay.gateway.health.CannotStart;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;

/**
 * The directory of everything that lasts, held by one appliance at a time: {@value #PID_FILE} holds its process id and is
 * locked while it runs. {@value #URL_FILE} tells the command line where it is.
 */
final class DataDirectory implements AutoCloseable {
    static final String PID_FILE = "patchbay.pid";
    static final String URL_FILE = "patchbay.url";

    private final Path path;
    private final FileChannel pidFile;

    private DataDirectory(Path path, FileChannel pidFile) {
        this.path = path;
        this.pidFile = pidFile;
    }

    /** @throws CannotStart where the directory cannot be written or another appliance has it */
    static DataDirectory open(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                Files.createDirectories(
                        path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
            FileChannel pidFile = FileChannel.open(
                    path.resolve(PID_FILE),
                    StandardOpenOption.CREATE,
                    StandardOpenOption.READ,
                    StandardOpenOption.WRITE);
            if (!lock(pidFile)) {
                pidFile.close();
                throw new CannotStart(
                        "data directory %s is in use by another patchbay (process %s); stop it or set data.directory"
                                .formatted(
                                        path,
                                        Files.readString(path.resolve(PID_FILE)).strip()));
            }
            pidFile.truncate(0);
            pidFile.write(
                    StandardCharsets.US_ASCII.encode(ProcessHandle.current().pid() + "\n"));
            pidFile.force(false);
            return new DataDirectory(path, pidFile);
        } catch (IOException e) {
            throw new CannotStart("data directory %s cannot be written: %s; set data.directory".formatted(path, e), e);
        }
    }

    Path path() {
        return path;
    }

    /** Tells the command line of this machine where the administration API is. */
    void writeUrl(String url) {
        try {
            Files.writeString(path.resolve(URL_FILE), url + "\n");
        } catch (IOException e) {
            throw new CannotStart("%s cannot be written: %s".formatted(path.resolve(URL_FILE), e), e);
        }
    }

    /** Frees the directory. The pid file stays, empty: removing it could remove a successor's. */
    @Override
    public void close() throws IOException {
        Files.deleteIfExists(path.resolve(URL_FILE));
        pidFile.truncate(0);
        pidFile.close(); // and with it the lock
    }

    private static boolean lock(FileChannel file) throws IOException {
        try {
            FileLock lock = file.tryLock();
            return lock != null;
        } catch (OverlappingFileLockException e) {
            return false; // held by this very process
        }
    }
}
