package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.net.URI;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.AbortableInputStream;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectRequest;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** Reads objects of the allowed buckets, from Amazon S3 or a server that speaks its protocol. */
final class S3Fetcher implements ImageFetcher {
    private final FetchPolicy policy;
    private final Retries retries;
    private final S3Client client;

    /** Closes the client when closed. */
    S3Fetcher(FetchPolicy policy, S3Client client) {
        this.policy = policy;
        this.retries = new Retries(policy);
        this.client = client;
    }

    /** Where no bucket is allowed, neither credentials nor a region are needed. */
    static ImageFetcher within(FetchPolicy policy) {
        return policy.s3().buckets().isEmpty()
                ? uri -> {
                    throw forbidden(uri);
                }
                : new S3Fetcher(policy, S3Clients.open(policy));
    }

    @Override
    public FetchedImage fetch(URI uri) {
        S3Location object = S3Location.of(uri);
        if (!policy.s3().allows(object.bucket())) {
            throw forbidden(uri);
        }
        return retries.fetch(deadline -> read(object, deadline, Redacted.location(uri)));
    }

    private static ImageRejected forbidden(URI uri) {
        return new ImageRejected(
                DeadLetterReason.FORBIDDEN_LOCATION,
                "images may not be read from this bucket: " + Redacted.location(uri));
    }

    @Override
    public void close() {
        client.close();
    }

    private byte[] read(S3Location object, Deadline deadline, String location) throws AttemptFailed {
        try {
            return client.getObject(request(object, deadline), this::body);
        } catch (SdkException e) {
            throw deadline.hasPassed() ? AttemptFailed.outOfTime(location, e) : S3Failures.of(e, location);
        }
    }

    private static GetObjectRequest request(S3Location object, Deadline deadline) {
        return GetObjectRequest.builder()
                .bucket(object.bucket())
                .key(object.key())
                .overrideConfiguration(
                        limits -> limits.apiCallTimeout(deadline.remaining().plusMillis(1)))
                .build();
    }

    /** Hangs up on what is too large: to close the stream would first read all of it. */
    private byte[] body(GetObjectResponse object, AbortableInputStream in) throws IOException {
        try {
            if (object.contentLength() != null && object.contentLength() > policy.maxBytes()) {
                throw BoundedRead.tooLarge(policy.maxBytes());
            }
            return BoundedRead.all(in, policy.maxBytes());
        } catch (ImageRejected e) {
            in.abort();
            throw e;
        }
    }
}
