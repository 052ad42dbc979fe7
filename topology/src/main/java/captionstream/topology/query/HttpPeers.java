package captionstream.topology.query;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpClient.Version;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.SortedSet;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;

/** Asks other instances at {@value #PATH}, which answers of its own partitions and forwards nothing. */
final class HttpPeers implements Peers {
    static final String PATH = "/instance/partitions";
    /** Names the application, since another one may have taken over an address meanwhile. */
    static final String APPLICATION = "Captionstream-Application";

    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private final HttpClient client = HttpClient.newBuilder()
            .version(Version.HTTP_1_1)
            .connectTimeout(Duration.ofSeconds(1))
            .build();
    private final String applicationId;

    HttpPeers(String applicationId) {
        this.applicationId = applicationId;
    }

    @Override
    public CompletableFuture<Answer> ask(Instance instance, Query query, SortedSet<Integer> partitions) {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://" + instance + PATH + "?" + text(query, partitions)))
                .timeout(PATIENCE)
                .header(APPLICATION, applicationId)
                .build();
        return client.sendAsync(request, BodyHandlers.ofByteArray()).handle((response, failure) -> {
            if (failure != null) {
                throw new UnavailableException("The instance at " + instance + " cannot be reached", failure);
            }
            return answer(instance, response);
        });
    }

    private static Answer answer(Instance instance, HttpResponse<byte[]> response) {
        if (response.statusCode() != 200) {
            throw new UnavailableException(
                    "The instance at " + instance + " has no answer at the moment: status " + response.statusCode());
        }
        try {
            return QueryJson.answer(response.body());
        } catch (IOException e) {
            throw new UnavailableException("The instance at " + instance + " gave something that is no answer", e);
        }
    }

    private static String text(Query query, SortedSet<Integer> partitions) {
        String list = partitions.stream().map(String::valueOf).collect(Collectors.joining(","));
        return query.parameters().entrySet().stream()
                        .map(parameter -> parameter.getKey() + "="
                                + URLEncoder.encode(parameter.getValue(), StandardCharsets.UTF_8))
                        .collect(Collectors.joining("&"))
                + "&partitions=" + list;
    }
}
