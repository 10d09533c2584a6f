package dev.sluice.control.apis.methods;

import dev.sluice.control.platform.errors.ProblemException;
import dev.sluice.control.platform.patch.PatchOperation;
import jakarta.inject.Singleton;
import java.util.List;

/** The declared responses of methods, by status code. */
@Singleton
public class MethodResponses {
    private final Methods methods;

    MethodResponses(Methods methods) {
        this.methods = methods;
    }

    public MethodResponse require(MethodKey key, String status) {
        var response = methods.require(key).definition().responses().get(status);
        if (response == null) {
            throw unknown();
        }
        return response;
    }

    public MethodResponse put(MethodKey key, String status, MethodResponse response) {
        methods.change(key, draft -> {
            if (draft.responses.containsKey(status)) {
                throw ProblemException.conflict("Response already exists for this resource");
            }
            draft.responses.put(status, response.checked());
        });
        return response;
    }

    public MethodResponse update(MethodKey key, String status, List<PatchOperation> operations) {
        methods.change(key, draft -> {
            var response = draft.responses.get(status);
            if (response == null) {
                throw unknown();
            }
            draft.responses.put(status, MethodResponseDraft.patched(response, operations));
        });
        return require(key, status);
    }

    public void delete(MethodKey key, String status) {
        methods.change(key, draft -> {
            if (draft.responses.remove(status) == null) {
                throw unknown();
            }
        });
    }

    private static ProblemException unknown() {
        return ProblemException.notFound("Invalid Response status code specified");
    }
}
