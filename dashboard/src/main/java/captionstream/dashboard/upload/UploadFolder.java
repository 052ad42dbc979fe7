package captionstream.dashboard.upload;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Keeps uploaded images as files that are named by their content: the same image is there once, and no name comes from
 * outside. A file appears whole or not at all, and the longest unused give way where space is short. Thread-safe; other
 * processes may share the folder.
 */
public final class UploadFolder {
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final Pattern IMAGE = Pattern.compile("[0-9a-f]{64}\\.[a-z]{1,8}");
    private static final Pattern UNFINISHED = Pattern.compile("incoming-[0-9a-f-]{36}");

    private final Path root;
    private final UploadSettings settings;
    private final ImageCheck check;

    private UploadFolder(Path root, UploadSettings settings, ImageCheck check) {
        this.root = root;
        this.settings = settings;
        this.check = check;
    }

    /** Makes the folder if need be, and clears away what a killed process left unfinished. */
    public static UploadFolder open(UploadSettings settings, ImageCheck check) throws IOException {
        Path root = Files.createDirectories(settings.root()).toRealPath();
        UploadFolder folder = new UploadFolder(root, settings, check);
        for (Path unfinished : folder.files(UNFINISHED)) {
            Files.deleteIfExists(unfinished);
        }
        return folder;
    }

    /** Of one image. */
    public int maxBytes() {
        return settings.maxBytes();
    }

    /**
     * @throws UploadRefusedException where the bytes are not an image that the worker takes
     * @throws IOException where the disk does not
     */
    public synchronized StoredImage store(byte[] bytes) throws UploadRefusedException, IOException {
        if (bytes.length > settings.maxBytes()) {
            throw new UploadRefusedException("the image has over " + settings.maxBytes() + " bytes");
        }
        String sha256 = sha256(bytes);
        Path file = root.resolve(sha256 + "." + check.format(bytes));
        if (isFile(file)) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now()));
        } else {
            makeRoom(bytes.length);
            write(bytes, file);
        }
        return new StoredImage(sha256, file.toUri().toString());
    }

    /** @param sha256 as somebody gives it, whatever that is */
    public Optional<StoredImage> find(String sha256) throws IOException {
        if (!DIGEST.matcher(sha256).matches()) {
            return Optional.empty();
        }
        return files(Pattern.compile(sha256 + "\\.[a-z]{1,8}")).stream()
                .findFirst()
                .map(file -> new StoredImage(sha256, file.toUri().toString()));
    }

    private void write(byte[] bytes, Path file) throws IOException {
        Path unfinished = root.resolve("incoming-" + UUID.randomUUID());
        try {
            Files.write(unfinished, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
            Files.move(unfinished, file, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(unfinished);
        }
    }

    private void makeRoom(long needed) throws IOException {
        List<Kept> kept = new ArrayList<>();
        for (Path file : files(IMAGE)) {
            kept.add(new Kept(file, Files.size(file), Files.getLastModifiedTime(file)));
        }
        kept.sort(Comparator.comparing(Kept::used));
        long total = needed + kept.stream().mapToLong(Kept::bytes).sum();
        for (Kept oldest : kept) {
            if (total > settings.maxTotalBytes()) {
                Files.deleteIfExists(oldest.file());
                total -= oldest.bytes();
            }
        }
    }

    private List<Path> files(Pattern name) throws IOException {
        try (Stream<Path> files = Files.list(root)) {
            return files.filter(
                            file -> name.matcher(file.getFileName().toString()).matches() && isFile(file))
                    .toList();
        }
    }

    private static boolean isFile(Path file) {
        return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS);
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256", e);
        }
    }

    private record Kept(Path file, long bytes, FileTime used) {}
}
