package io.navarch.apiserver.schema;

import io.navarch.apiserver.status.FieldError;
import java.util.ArrayList;
import java.util.List;

/** What checking a value against a schema came to: complaints, and how many checks it passed, by which the best alternative is known. */
final class Outcome {

    /** A complaint and its own words, which say whether it has been made already. */
    record Complaint(String words, FieldError error) {}

    private final List<Complaint> complaints = new ArrayList<>(0);
    private int passed;

    boolean isGood() {
        return complaints.isEmpty();
    }

    int passed() {
        return passed;
    }

    void pass() {
        passed++;
    }

    void add(String words, FieldError error) {
        add(new Complaint(words, error));
    }

    private void add(Complaint complaint) {
        if (complaints.stream().noneMatch(c -> c.words.equals(complaint.words))) {
            complaints.add(complaint);
        }
    }

    void take(Outcome other) {
        other.complaints.forEach(this::add);
        passed += other.passed;
    }

    /** What was complained of is let pass; what was passed counts. */
    Outcome forgiven() {
        Outcome forgiven = new Outcome();
        forgiven.passed = passed;
        return forgiven;
    }

    List<FieldError> errors() {
        return complaints.stream().map(Complaint::error).toList();
    }
}
