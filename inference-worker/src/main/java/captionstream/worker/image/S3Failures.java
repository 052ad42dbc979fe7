package captionstream.worker.image;

import captionstream.schemas.DeadLetterReason;
import java.io.IOException;
import java.util.Set;
import java.util.regex.Pattern;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/** What a failed request to S3 comes to. Of what the server says only its error code is repeated. */
final class S3Failures {
    private static final Set<String> MISSING = Set.of("NoSuchKey", "NoSuchBucket", "NoSuchVersion");
    private static final Set<String> DENIED = Set.of("AccessDenied", "AllAccessDisabled", "AccountProblem");
    private static final Set<String> PASSING =
            Set.of("RequestTimeout", "ExpiredToken", "TokenRefreshRequired", "OperationAborted", "Throttling");
    private static final Pattern CODE = Pattern.compile("[A-Za-z0-9.]{1,64}");

    private S3Failures() {}

    static AttemptFailed of(SdkException failure, String location) {
        if (failure instanceof AwsServiceException answer) {
            return byCode(answer, location);
        }
        for (Throwable cause = failure.getCause(); cause != null; cause = cause.getCause()) {
            if (cause instanceof ImageRejected rejected) {
                return AttemptFailed.permanently(rejected);
            }
            if (cause instanceof IOException connection) {
                return AttemptFailed.by(connection, location);
            }
        }
        return AttemptFailed.perhapsPassing(new ImageRejected(
                DeadLetterReason.FETCH_FAILED,
                "S3 could not be asked, as where there are no credentials (any more): " + location,
                failure));
    }

    private static AttemptFailed byCode(AwsServiceException answer, String location) {
        int status = answer.statusCode();
        String code = code(answer);
        ImageRejected rejection = new ImageRejected(reason(code, status), message(code, status, location), answer);
        boolean passing = PASSING.contains(code) || AttemptFailed.isPassing(status);
        return passing ? AttemptFailed.perhapsPassing(rejection) : AttemptFailed.permanently(rejection);
    }

    private static String code(AwsServiceException answer) {
        String code = answer.awsErrorDetails() == null
                ? null
                : answer.awsErrorDetails().errorCode();
        return code != null && CODE.matcher(code).matches() ? code : "";
    }

    private static DeadLetterReason reason(String code, int status) {
        if (MISSING.contains(code) || code.isEmpty() && status == 404) {
            return DeadLetterReason.IMAGE_NOT_FOUND;
        }
        boolean denied = DENIED.contains(code) || code.isEmpty() && status == 403;
        return denied ? DeadLetterReason.FORBIDDEN_LOCATION : DeadLetterReason.FETCH_FAILED;
    }

    private static String message(String code, int status, String location) {
        String said = code.isEmpty() ? "status " + status : code + " (status " + status + ")";
        String hint = status >= 300 && status < 400 ? ", as where the bucket is in another region" : "";
        return "S3 answered " + said + hint + ": " + location;
    }
}
