package dev.sluice.quickstart.settings;

/** Something the person at the keyboard can put right. The sentence names the thing and the way out. */
public final class StartFailed extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String sentence;

    public StartFailed(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    public StartFailed(String sentence, Throwable cause) {
        super(sentence, cause);
        this.sentence = sentence;
    }

    public String sentence() {
        return sentence;
    }
}
