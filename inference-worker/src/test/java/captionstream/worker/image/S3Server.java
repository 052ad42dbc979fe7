package captionstream.worker.image;

import com.google.common.io.ByteSource;
import java.net.URI;
import org.gaul.s3proxy.AuthenticationType;
import org.gaul.s3proxy.S3Proxy;
import org.jclouds.ContextBuilder;
import org.jclouds.blobstore.BlobStore;
import org.jclouds.blobstore.BlobStoreContext;
import org.jclouds.blobstore.TransientApiMetadata;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;

/** S3Proxy, a server that speaks S3 and checks signatures, with its objects in memory. */
final class S3Server implements AutoCloseable {
    static final String KEY_ID = "AKIDEXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI-SECRET";
    static final StaticCredentialsProvider CREDENTIALS = credentials(KEY_ID, SECRET);

    private final BlobStoreContext context =
            ContextBuilder.newBuilder(new TransientApiMetadata()).build(BlobStoreContext.class);
    private final S3Proxy server;

    S3Server() throws Exception {
        server = S3Proxy.builder()
                .blobStore(context.getBlobStore())
                .endpoint(URI.create("http://127.0.0.1:0"))
                .awsAuthentication(AuthenticationType.AWS_V4, KEY_ID, SECRET)
                .build();
        server.start();
    }

    static StaticCredentialsProvider credentials(String keyId, String secret) {
        return StaticCredentialsProvider.create(AwsBasicCredentials.create(keyId, secret));
    }

    URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getPort());
    }

    S3Server with(String bucket, String key, byte[] bytes) {
        BlobStore store = context.getBlobStore();
        store.createContainerInLocation(null, bucket);
        store.putBlob(
                bucket,
                store.blobBuilder(key)
                        .payload(ByteSource.wrap(bytes))
                        .contentLength(bytes.length)
                        .build());
        return this;
    }

    @Override
    public void close() throws Exception {
        server.stop();
        context.close();
    }
}
