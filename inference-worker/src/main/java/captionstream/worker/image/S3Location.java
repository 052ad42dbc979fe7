package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The object that an {@code s3://bucket/key} URI names; the key is percent-decoded. */
record S3Location(String bucket, String key) {
    private static final int LONGEST_KEY = 1024;

    /** @throws ImageRejected for what is no object, or could be read as one of another bucket */
    static S3Location of(URI uri) {
        String bucket = uri.getRawAuthority();
        if (bucket == null || !S3Access.isBucket(bucket)) {
            throw invalid("this names no bucket, as s3://bucket/key would", uri);
        }
        if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
            throw invalid("? and # in the key of an object must be percent-encoded", uri);
        }
        String key = uri.getPath().replaceFirst("^/", "");
        int length = key.getBytes(StandardCharsets.UTF_8).length;
        if (length == 0 || length > LONGEST_KEY) {
            throw invalid("the key of an object has 1 to " + LONGEST_KEY + " bytes, not " + length, uri);
        }
        if (key.chars().anyMatch(Character::isISOControl) || climbs(key)) {
            throw invalid("the key has control characters, or . or .. for a part of its path", uri);
        }
        return new S3Location(bucket, key);
    }

    /** Servers that tidy paths would leave the bucket. */
    private static boolean climbs(String key) {
        return Arrays.stream(key.split("[/\\\\]")).anyMatch(part -> part.equals(".") || part.equals(".."));
    }

    private static ImageRejected invalid(String why, URI uri) {
        return new ImageRejected(DeadLetterReason.INVALID_URI, why + ": " + Redacted.location(uri));
    }
}
