package captionstream.worker.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.OptionalLong;

/** Brings one file of a snapshot to its place. */
final class FileDownload {
    private static final int BLOCK = 1 << 20;
    /** An attempt that brings less than 64 KiB counts as one that brings nothing. */
    private static final int PROGRESS_BITS = 16;

    private final HubEndpoint endpoint;
    private final HubConnection connection;
    private final Refusal refusal;
    private final Retries retries;
    private final DownloadListener listener;

    FileDownload(
            HubEndpoint endpoint,
            HubConnection connection,
            Refusal refusal,
            Retries retries,
            DownloadListener listener) {
        this.endpoint = endpoint;
        this.connection = connection;
        this.refusal = refusal;
        this.retries = retries;
        this.listener = listener;
    }

    void run(Snapshot snapshot, HubFile file, Path target) {
        try {
            boolean missing = !isThere(file, target);
            if (missing) {
                download(snapshot, file, target);
            }
            listener.onFile(file.name(), missing);
        } catch (IOException e) {
            throw new HubException("Cannot write " + target + ": " + e.getMessage(), "Check the folder and its rights");
        }
    }

    private boolean isThere(HubFile file, Path target) throws IOException {
        if (!Files.isRegularFile(target) || Files.size(target) != file.size()) {
            return false;
        }
        MessageDigest digest = file.checksum().begin(file.size());
        byte[] block = new byte[BLOCK];
        long done = 0;
        try (InputStream in = Files.newInputStream(target)) {
            for (int read; (read = in.read(block)) >= 0; ) {
                digest.update(block, 0, read);
                done += read;
                listener.onChecking(file.name(), done, file.size());
            }
        }
        return HexFormat.of().formatHex(digest.digest()).equals(file.checksum().hex());
    }

    private void download(Snapshot snapshot, HubFile file, Path target) throws IOException {
        try (PartialFile part = PartialFile.open(target, file, listener)) {
            requireRoom(file, part, target);
            boolean resumed = part.size() > 0;
            complete(snapshot, file, part);
            boolean right = part.isRight();
            if (!right && resumed) {
                part.restart();
                complete(snapshot, file, part);
                right = part.isRight();
            }
            byte[] head = part.head();
            if (!right || WrongContent.isLfsPointer(head)) {
                part.restart();
                throw wrong(
                        snapshot,
                        file,
                        WrongContent.describe(
                                head, "has another " + file.checksum().kind() + " than the hub lists"));
            }
            part.finish();
        }
    }

    private static void requireRoom(HubFile file, PartialFile part, Path target) throws IOException {
        long room = Files.getFileStore(target.toAbsolutePath().getParent()).getUsableSpace();
        if (file.size() - part.size() > room) {
            throw new HubException(
                    "There is no room for " + target + ": it needs " + (file.size() - part.size()) + " bytes where "
                            + room + " are free",
                    "Make room, or choose another folder");
        }
    }

    private void complete(Snapshot snapshot, HubFile file, PartialFile part) {
        retries.run(
                file.name() + " of " + snapshot.repository(),
                () -> {
                    if (part.size() < file.size()) {
                        receive(snapshot, file, part);
                    }
                    return part;
                },
                () -> part.size() >> PROGRESS_BITS,
                listener);
    }

    private void receive(Snapshot snapshot, HubFile file, PartialFile part) throws IOException, InterruptedException {
        try (Answer answer =
                connection.get(endpoint.content(snapshot.repository(), snapshot.commit(), file.name()), part.size())) {
            begin(answer, snapshot, file, part);
            requireSameVersion(answer, snapshot, file);
            requireLength(answer, snapshot, file, file.size() - part.size());
            for (ByteBuffer piece; (piece = answer.body().next()) != null; ) {
                if (piece.remaining() > file.size() - part.size()) {
                    part.restart();
                    throw wrong(snapshot, file, "is longer than the " + file.size() + " bytes that the hub lists");
                }
                part.append(piece);
                listener.onBytes(file.name(), part.size(), file.size());
            }
        }
        requireWhole(snapshot, file, part);
    }

    /** A server may ignore what range was asked for and send all. */
    private void begin(Answer answer, Snapshot snapshot, HubFile file, PartialFile part) throws IOException {
        boolean continues = answer.status() == 206 && answer.continuesAt(part.size(), file.size());
        if (continues) {
            return;
        }
        boolean resuming = part.size() > 0;
        if (answer.status() == 200) {
            part.restart();
        } else if (resuming && (answer.status() == 206 || answer.status() == 416)) {
            part.restart();
            throw new TransientFailure(answer.uri().getHost() + " did not go on where it was asked to");
        } else {
            refusal.raise(answer, snapshot.repository(), snapshot.revision(), file.name());
        }
    }

    private static void requireSameVersion(Answer answer, Snapshot snapshot, HubFile file) {
        String commit = answer.hub().firstValue("X-Repo-Commit").orElse(snapshot.commit());
        String etag = answer.hub().firstValue("X-Linked-Etag").orElse("").replaceAll("^W/|\"", "");
        boolean otherContent =
                file.checksum() instanceof Checksum.Sha256 listed && !etag.isEmpty() && !etag.equals(listed.hex());
        if (!commit.equals(snapshot.commit()) || otherContent) {
            throw wrong(snapshot, file, "is of another commit or content than was asked for");
        }
    }

    private static void requireLength(Answer answer, Snapshot snapshot, HubFile file, long expected)
            throws IOException, InterruptedException {
        OptionalLong length = answer.contentLength();
        if (length.isPresent() && length.getAsLong() != expected) {
            byte[] head = answer.body().head(WrongContent.HEAD);
            throw wrong(
                    snapshot,
                    file,
                    WrongContent.describe(
                            head, "has " + length.getAsLong() + " bytes where the hub lists " + expected));
        }
    }

    private static void requireWhole(Snapshot snapshot, HubFile file, PartialFile part) throws IOException {
        if (part.size() == file.size()) {
            return;
        }
        byte[] head = part.head();
        if (WrongContent.isLfsPointer(head) || WrongContent.isHtml(head)) {
            part.restart();
            throw wrong(snapshot, file, WrongContent.describe(head, ""));
        }
        throw new TransientFailure("it ended after " + part.size() + " of " + file.size() + " bytes");
    }

    private static HubException wrong(Snapshot snapshot, HubFile file, String problem) {
        return new HubException(
                "What was sent as " + file.name() + " of " + snapshot.repository() + " " + problem,
                "Check HF_ENDPOINT and what stands between here and the hub, then run it again");
    }
}
