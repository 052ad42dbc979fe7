package captionstream.worker.hub;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Reads what the hub says about a revision: {@code sha}, and of each of {@code siblings} name, size and checksum. */
final class SnapshotListing {
    private static final Pattern PLAIN_NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,199}");
    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
            .build();

    private final RepositoryName repository;
    private final Revision revision;

    SnapshotListing(RepositoryName repository, Revision revision) {
        this.repository = repository;
        this.revision = revision;
    }

    /** @throws HubException if it is no such listing */
    Snapshot read(byte[] body) {
        JsonNode listing = json(body);
        String commit = listing.path("sha").asText();
        if (!Revision.isCommit(commit) || !listing.path("siblings").isArray()) {
            throw unusable("has no commit and files");
        }
        if (Revision.isCommit(revision.value()) && !commit.equals(revision.value())) {
            throw unusable("is about another commit, " + commit);
        }
        return new Snapshot(repository, revision, commit, files(listing.path("siblings")));
    }

    /** Nothing is ever stored under a name with a folder in it, so that {@code ../} leads nowhere. */
    private Map<String, HubFile> files(JsonNode siblings) {
        Map<String, HubFile> files = new TreeMap<>();
        for (JsonNode sibling : siblings) {
            String name = sibling.path("rfilename").asText();
            if (PLAIN_NAME.matcher(name).matches() && files.put(name, file(name, sibling)) != null) {
                throw unusable("has " + name + " twice");
            }
        }
        return files;
    }

    private HubFile file(String name, JsonNode sibling) {
        JsonNode size = sibling.path("size");
        if (!size.isIntegralNumber() || !size.canConvertToLong()) {
            throw unusable("gives no size of " + name);
        }
        try {
            return new HubFile(name, size.longValue(), checksum(sibling));
        } catch (IllegalArgumentException e) {
            throw unusable("gives of " + name + " what cannot be: " + e.getMessage());
        }
    }

    private static Checksum checksum(JsonNode sibling) {
        return sibling.path("lfs").isObject()
                ? new Checksum.Sha256(sibling.path("lfs").path("sha256").asText())
                : new Checksum.GitBlob(sibling.path("blobId").asText());
    }

    private JsonNode json(byte[] body) {
        try {
            return JSON.readTree(body);
        } catch (JsonProcessingException e) {
            String reason = WrongContent.isHtml(body) ? "is a web page" : "is no JSON: " + e.getOriginalMessage();
            throw unusable(reason);
        } catch (IOException e) {
            throw unusable("cannot be read: " + e.getMessage());
        }
    }

    private HubException unusable(String problem) {
        return new HubException(
                "What the hub says about " + repository + " at " + revision + " " + problem,
                "Check HF_ENDPOINT, and whether a proxy or login page answers in its place");
    }
}
