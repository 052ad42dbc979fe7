package captionstream.local;

/** An answer of the registry that is an error, with Confluent's error code. */
final class RegistryError extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final int code;

    private RegistryError(int status, int code, String message) {
        super(message);
        this.status = status;
        this.code = code;
    }

    int status() {
        return status;
    }

    int code() {
        return code;
    }

    static RegistryError subjectNotFound(String subject) {
        return new RegistryError(404, 40401, "Subject '" + subject + "' not found.");
    }

    static RegistryError versionNotFound(String version) {
        return new RegistryError(404, 40402, "Version " + version + " not found.");
    }

    static RegistryError schemaNotFound(String what) {
        return new RegistryError(404, 40403, what + " not found.");
    }

    static RegistryError noCompatibilityOf(String subject) {
        return new RegistryError(
                404, 40408, "Subject '" + subject + "' does not have subject-level compatibility configured.");
    }

    static RegistryError incompatible(String subject, String why) {
        return new RegistryError(
                409, 409, "Schema is incompatible with an earlier schema of subject '" + subject + "': " + why);
    }

    static RegistryError invalidSchema(String why) {
        return new RegistryError(422, 42201, "Invalid schema: " + why);
    }

    static RegistryError invalidVersion(String version) {
        return new RegistryError(
                422, 42202, "The version '" + version + "' is neither a number from 1 nor the string latest.");
    }

    static RegistryError invalidCompatibility(String level) {
        return new RegistryError(422, 42203, "Invalid compatibility level '" + level + "'.");
    }

    static RegistryError invalidSubject() {
        return new RegistryError(422, 42208, "The subject is empty, longer than 255 characters, or not printable.");
    }

    static RegistryError malformed(String why) {
        return new RegistryError(400, 400, why);
    }

    static RegistryError forbidden(String why) {
        return new RegistryError(403, 403, why);
    }

    static RegistryError storeFailed(String why) {
        return new RegistryError(500, 50001, "Error in the backend data store: " + why);
    }
}
