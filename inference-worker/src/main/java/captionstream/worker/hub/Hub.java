package captionstream.worker.hub;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The Hugging Face hub, or a mirror of it. */
public final class Hub {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final long MAX_LISTING = 10_000_000;

    private final HubEndpoint endpoint;
    private final HubConnection connection;
    private final Refusal refusal;
    private final Retries retries;

    Hub(HubEndpoint endpoint, Optional<AccessToken> token, Duration patience, Retries retries) {
        this.endpoint = endpoint;
        this.connection = new HubConnection(endpoint, token, patience);
        this.refusal = new Refusal(endpoint, token.isPresent());
        this.retries = retries;
    }

    /**
     * As Hugging Face's own client finds it, by {@code HF_ENDPOINT}, {@code HF_TOKEN} and what else it reads.
     *
     * @param home where the file with the token is by default
     */
    public static Hub from(Map<String, String> environment, Path home) {
        String offline = environment.getOrDefault("HF_HUB_OFFLINE", "").strip();
        if (offline.equalsIgnoreCase("true") || offline.equals("1")) {
            throw new HubException("HF_HUB_OFFLINE is set", "Unset it to download");
        }
        return new Hub(HubEndpoint.from(environment), AccessToken.find(environment, home), PATIENCE, Retries.USUAL);
    }

    public HubEndpoint endpoint() {
        return endpoint;
    }

    /** What a repository holds now; files fetched by it are of one commit, whatever is pushed in the meantime. */
    public Snapshot snapshot(RepositoryName repository, Revision revision, DownloadListener listener) {
        return retries.run(
                "The list of files of " + repository,
                () -> new SnapshotListing(repository, revision).read(listing(repository, revision)),
                () -> 0,
                listener);
    }

    /** Fetches a file, or what is missing of it, unless the target has the right content already. */
    public void fetch(Snapshot snapshot, HubFile file, Path target, DownloadListener listener) {
        new FileDownload(endpoint, connection, refusal, retries, listener).run(snapshot, file, target);
    }

    private byte[] listing(RepositoryName repository, Revision revision) throws IOException, InterruptedException {
        try (Answer answer = connection.get(endpoint.listing(repository, revision), 0)) {
            if (answer.status() != 200) {
                refusal.raise(answer, repository, revision, "");
            }
            ByteArrayOutputStream body = new ByteArrayOutputStream();
            for (ByteBuffer piece; (piece = answer.body().next()) != null; ) {
                if (body.size() + piece.remaining() > MAX_LISTING) {
                    throw new HubException(
                            "What the hub says about " + repository + " is longer than " + MAX_LISTING + " bytes",
                            "Check HF_ENDPOINT");
                }
                byte[] bytes = new byte[piece.remaining()];
                piece.get(bytes);
                body.write(bytes);
            }
            return body.toByteArray();
        }
    }
}
