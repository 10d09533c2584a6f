package dev.sluice.authorizer.pools.protocol;

/** A call that the user pool protocol refuses: the name of its error and a text for the caller. */
public final class Refused extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String type;
    private final int status;

    private Refused(int status, String type, String message) {
        super(message, null, false, false);
        this.status = status;
        this.type = type;
    }

    /** A refusal by the name of its error, which ends in {@code Exception}. */
    public static Refused of(String type, String message) {
        return new Refused(400, type, message);
    }

    /** The credentials or the token do not entitle to the call. */
    public static Refused notAuthorized(String message) {
        return of("NotAuthorizedException", message);
    }

    /** A value breaks a rule. */
    public static Refused invalid(String message) {
        return of("InvalidParameterException", message);
    }

    /** What the call names is not there, or is another tenant's. */
    public static Refused notFound(String message) {
        return of("ResourceNotFoundException", message);
    }

    /** There is no such user, and the caller may know it. */
    public static Refused userNotFound() {
        return of("UserNotFoundException", "User does not exist.");
    }

    /** Too many attempts. */
    public static Refused limitExceeded() {
        return of("LimitExceededException", "Attempt limit exceeded, please try after some time.");
    }

    /** The service has too much to do at the moment. */
    public static Refused tooManyRequests() {
        return of("TooManyRequestsException", "Too many requests");
    }

    /** Whether the call may pass when it comes again in a while. */
    public boolean isPassing() {
        return status == 503 || type.equals("TooManyRequestsException");
    }

    /** The service cannot serve the call now. */
    public static Refused unavailable() {
        return new Refused(503, "ServiceUnavailableException", "The service is not available. Please try again later.");
    }

    /** The operation or option is not built. */
    public static Refused notBuilt(String what) {
        return new Refused(501, "NotImplementedException", what + " is not built yet");
    }

    /** The error's name. */
    public String type() {
        return type;
    }

    /** The HTTP status. */
    public int status() {
        return status;
    }

    /** The text for the caller. */
    public String text() {
        return String.valueOf(getMessage());
    }
}
