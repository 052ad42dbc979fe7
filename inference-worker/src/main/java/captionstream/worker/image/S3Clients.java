package captionstream.worker.image;

import java.time.Duration;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.auth.credentials.DefaultCredentialsProvider;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.http.apache5.Apache5HttpClient;
import software.amazon.awssdk.http.apache5.ProxyConfiguration;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.regions.providers.DefaultAwsRegionProviderChain;
import software.amazon.awssdk.retries.DefaultRetryStrategy;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3ClientBuilder;

/** Clients of S3 that do nothing by themselves: no retries, redirects, proxies or decompression. */
final class S3Clients {
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final int MOST_CONNECTIONS = 64;

    private S3Clients() {}

    /**
     * With the credentials of AWS's default chain.
     *
     * @throws IllegalArgumentException if there are none, or no region is known
     */
    static S3Client open(FetchPolicy policy) {
        DefaultCredentialsProvider credentials =
                DefaultCredentialsProvider.builder().build();
        try {
            credentials.resolveCredentials();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException(
                    "images of S3 need credentials, and none were found: set AWS_ACCESS_KEY_ID and"
                            + " AWS_SECRET_ACCESS_KEY, or AWS_PROFILE",
                    e);
        }
        return open(policy, credentials, dns(policy));
    }

    /** An endpoint that was set may have any address, since all hosts dialled are below it. */
    private static CheckedDns dns(FetchPolicy policy) {
        return policy.s3().endpoint() == null
                ? CheckedDns.within(policy)
                : new CheckedDns(address -> true, CheckedDns.system());
    }

    static S3Client open(FetchPolicy policy, AwsCredentialsProvider credentials, CheckedDns dns) {
        S3Access access = policy.s3();
        S3ClientBuilder builder = S3Client.builder()
                .credentialsProvider(credentials)
                .region(region(access))
                .forcePathStyle(access.pathStyle())
                .requestChecksumCalculation(
                        RequestChecksumCalculation.WHEN_REQUIRED) // other servers know no such headers
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .overrideConfiguration(calls -> calls.retryStrategy(DefaultRetryStrategy.doNotRetry()))
                .httpClientBuilder(http(policy, dns));
        if (access.endpoint() != null) {
            builder.endpointOverride(access.endpoint());
        }
        return builder.build();
    }

    private static Apache5HttpClient.Builder http(FetchPolicy policy, CheckedDns dns) {
        return Apache5HttpClient.builder()
                .dnsResolver(dns)
                .connectionTimeout(CONNECT_TIMEOUT)
                .connectionAcquisitionTimeout(policy.timeout())
                .socketTimeout(policy.timeout())
                .maxConnections(MOST_CONNECTIONS)
                .proxyConfiguration(ProxyConfiguration.builder()
                        .useSystemPropertyValues(false)
                        .useEnvironmentVariableValues(false)
                        .build());
    }

    private static Region region(S3Access access) {
        if (access.region() != null) {
            return Region.of(access.region());
        }
        if (access.endpoint() != null) {
            return Region.US_EAST_1; // other servers do not care, but the signature needs one
        }
        try {
            return DefaultAwsRegionProviderChain.builder().build().getRegion();
        } catch (SdkClientException e) {
            throw new IllegalArgumentException("no S3 region is known: give --s3-region or set AWS_REGION", e);
        }
    }
}
