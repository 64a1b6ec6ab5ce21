package io.nightjar.store;

import java.io.FileNotFoundException;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.security.AccessControlException;

/** Small files on any Hadoop file system, each written whole or not at all. */
public final class Places {
    private static final Set<String> OBJECT_STORES = Set.of("s3a", "gs", "oss", "cosn");

    private final Configuration hadoop;

    public Places(Configuration hadoop) {
        this.hadoop = hadoop;
    }

    public FileSystem fileSystem(Path path) {
        try {
            FileSystem fs = path.getFileSystem(hadoop);
            if (fs instanceof LocalFileSystem local) {
                local.setWriteChecksum(false);
            }
            return fs;
        } catch (IOException e) {
            throw new StoreException(
                    StoreException.Kind.UNAVAILABLE, "Cannot reach the file system of " + path + ": " + reason(e), e);
        }
    }

    public Optional<byte[]> read(Path path) {
        return guarded("read", path, () -> {
            try (FSDataInputStream in = fileSystem(path).open(path)) {
                return Optional.of(in.readAllBytes());
            } catch (FileNotFoundException e) {
                return Optional.empty();
            }
        });
    }

    /** Replaces the file in one step: readers see the old bytes or the new ones. */
    public void write(Path path, byte[] bytes) {
        guarded("write", path, () -> {
            FileSystem fs = fileSystem(path);
            fs.mkdirs(path.getParent());
            if (isLocal(fs)) {
                replaceLocal(local(path), bytes);
            } else if (OBJECT_STORES.contains(fs.getScheme())) {
                try (OutputStream out = fs.create(path, true)) {
                    out.write(bytes);
                }
            } else {
                Path temporary = new Path(path.getParent(), "." + path.getName() + "." + UUID.randomUUID());
                try (var out = fs.create(temporary, true)) {
                    out.write(bytes);
                    out.hsync();
                }
                FileContext.getFileContext(path.toUri(), hadoop).rename(temporary, path, Options.Rename.OVERWRITE);
            }
            return null;
        });
    }

    /** Creates the file only if nobody else has: true for exactly one of several callers. */
    public boolean create(Path path, byte[] bytes) {
        return guarded("create", path, () -> {
            FileSystem fs = fileSystem(path);
            fs.mkdirs(path.getParent());
            if (isLocal(fs)) {
                return createLocal(local(path), bytes);
            }
            try (var out = fs.create(path, false)) {
                out.write(bytes);
                return true;
            } catch (org.apache.hadoop.fs.FileAlreadyExistsException e) {
                return false;
            }
        });
    }

    public boolean exists(Path path) {
        return guarded("look at", path, () -> fileSystem(path).exists(path));
    }

    /** What is directly below a folder, by name; nothing if there is no such folder. */
    public List<FileStatus> list(Path folder) {
        return guarded("list", folder, () -> {
            try {
                FileStatus[] found = fileSystem(folder).listStatus(folder);
                Arrays.sort(
                        found,
                        (a, b) -> a.getPath().getName().compareTo(b.getPath().getName()));
                return List.of(found);
            } catch (FileNotFoundException e) {
                return List.of();
            }
        });
    }

    public void delete(Path path) {
        guarded("delete", path, () -> fileSystem(path).delete(path, true));
    }

    /** Gives a folder its final name. On HDFS a rename onto an existing folder would nest it: refused here. */
    public void rename(Path from, Path to) {
        guarded("rename", from, () -> {
            FileSystem fs = fileSystem(from);
            fs.mkdirs(to.getParent());
            if (fs.exists(to)) {
                throw new StoreException(StoreException.Kind.CONFLICT, "Cannot rename " + from + ": " + to + " exists");
            }
            if (!fs.rename(from, to)) {
                throw new StoreException("Cannot rename " + from + " to " + to);
            }
            return null;
        });
    }

    private interface Action<T> {
        T run() throws IOException;
    }

    private static <T> T guarded(String verb, Path path, Action<T> action) {
        try {
            return action.run();
        } catch (AccessControlException | java.nio.file.AccessDeniedException e) {
            throw new StoreException(
                    StoreException.Kind.NO_PERMISSION, "Cannot " + verb + " " + path + ": permission denied", e);
        } catch (IOException e) {
            throw new StoreException(kind(e), "Cannot " + verb + " " + path + ": " + reason(e), e);
        }
    }

    private static StoreException.Kind kind(IOException e) {
        String text = String.valueOf(e.getMessage());
        if (text.contains("Permission denied")) {
            return StoreException.Kind.NO_PERMISSION;
        }
        if (text.contains("safe mode")) {
            return StoreException.Kind.CONFLICT;
        }
        return e instanceof java.net.ConnectException ? StoreException.Kind.UNAVAILABLE : StoreException.Kind.IO;
    }

    private static String reason(IOException e) {
        String text = e.getMessage();
        return text == null
                ? e.getClass().getSimpleName()
                : text.lines().findFirst().orElse("");
    }

    private static boolean isLocal(FileSystem fs) {
        return "file".equals(fs.getScheme());
    }

    private static java.nio.file.Path local(Path path) {
        return java.nio.file.Path.of(path.toUri().getPath());
    }

    private static void replaceLocal(java.nio.file.Path path, byte[] bytes) throws IOException {
        java.nio.file.Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
        writeForced(temporary, bytes);
        Files.move(temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** A link to a finished file: others never see the name without its content. */
    private static boolean createLocal(java.nio.file.Path path, byte[] bytes) throws IOException {
        java.nio.file.Path temporary = path.resolveSibling("." + path.getFileName() + "." + UUID.randomUUID());
        writeForced(temporary, bytes);
        try {
            Files.createLink(path, temporary);
            return true;
        } catch (FileAlreadyExistsException e) {
            return false;
        } finally {
            Files.delete(temporary);
        }
    }

    private static void writeForced(java.nio.file.Path path, byte[] bytes) throws IOException {
        try (FileChannel channel = FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer buffer = ByteBuffer.wrap(bytes);
            while (buffer.hasRemaining()) {
                channel.write(buffer);
            }
            channel.force(true);
        }
    }
}
