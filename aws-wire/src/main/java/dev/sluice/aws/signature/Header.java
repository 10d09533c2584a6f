package dev.sluice.aws.signature;

/** One header line as received: name and value, one character per byte, without the blanks around the value. */
public record Header(String name, String value) {
    /** Values may be credentials, so they stay out of logs. */
    @Override
    public String toString() {
        return "Header[" + name + "]";
    }
}
