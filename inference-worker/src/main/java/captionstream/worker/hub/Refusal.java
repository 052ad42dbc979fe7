package captionstream.worker.hub;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Set;

/** What an answer that is no success means for whoever asked. */
final class Refusal {
    private static final Set<Integer> PASSING = Set.of(408, 429, 500, 502, 503, 504);

    private final HubEndpoint endpoint;
    private final boolean hasToken;

    Refusal(HubEndpoint endpoint, boolean hasToken) {
        this.endpoint = endpoint;
        this.hasToken = hasToken;
    }

    /**
     * @param file what was asked for, empty for the listing
     * @throws TransientFailure if asking again later may help
     * @throws HubException otherwise
     */
    void raise(Answer answer, RepositoryName repository, Revision revision, String file) throws IOException {
        if (PASSING.contains(answer.status())) {
            throw new TransientFailure(answer.uri().getHost() + " answered " + answer.status(), retryAfter(answer));
        }
        if (!answer.isFromHub()) {
            throw new HubException(
                    answer.uri().getHost() + " answered " + answer.status() + " for " + file + " of " + repository, "");
        }
        switch (answer.status()) {
            case 401 -> throw unauthorized(answer, repository);
            case 403 -> throw gated(repository);
            case 404 -> throw missing(answer, repository, revision, file);
            default ->
                throw new HubException(
                        endpoint.uri().getHost() + " answered " + answer.status() + " about " + repository,
                        "Check HF_ENDPOINT, or try again later");
        }
    }

    /** The hub answers 401 also where there is no such repository, lest it tell strangers which ones are private. */
    private HubException unauthorized(Answer answer, RepositoryName repository) {
        if (answer.errorCode().orElse("").equals("GatedRepo")) {
            return gated(repository);
        }
        return hasToken
                ? new HubException(
                        "The hub shows no repository " + repository + " to the owner of this token",
                        "Check the name, and that the token in HF_TOKEN is valid and may read it")
                : new HubException(
                        "The hub shows no repository " + repository + " to the public",
                        "Check the name; if it is private or gated, set HF_TOKEN");
    }

    private HubException gated(RepositoryName repository) {
        return new HubException(
                repository + " is gated or private",
                "Accept its terms at " + endpoint.page(repository)
                        + (hasToken
                                ? " with the account of HF_TOKEN, whose token must have the right to read"
                                : ", then set HF_TOKEN to a token of your account"));
    }

    private static HubException missing(Answer answer, RepositoryName repository, Revision revision, String file) {
        return switch (answer.errorCode().orElse("")) {
            case "RevisionNotFound" ->
                new HubException(repository + " has no revision " + revision, "Name a branch, a tag or a commit of it");
            case "RepoNotFound" -> new HubException("The hub has no repository " + repository, "Check the name");
            default ->
                new HubException(
                        "The hub has no " + (file.isEmpty() ? repository.value() : file + " of " + repository) + " at "
                                + revision,
                        "Check the name and the revision");
        };
    }

    /** Seconds or a date (RFC 9110, section 10.2.3). */
    private static Duration retryAfter(Answer answer) {
        String value = answer.headers().firstValue("Retry-After").orElse("").strip();
        if (value.matches("\\d{1,9}")) {
            return Duration.ofSeconds(Long.parseLong(value));
        }
        try {
            Instant date = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME)
                    .toInstant();
            Duration wait = Duration.between(Instant.now(), date);
            return wait.isNegative() ? Duration.ZERO : wait;
        } catch (DateTimeParseException e) {
            return Duration.ZERO;
        }
    }
}
