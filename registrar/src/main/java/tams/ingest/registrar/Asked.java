package tams.ingest.registrar;

import tams.ingest.contracts.SegmentPlanned;

/** An action that a plan asks for. */
record Asked(SegmentPlanned plan, RegistrationEffect.Action action) {

    StoreStep step() {
        if (action instanceof RegistrationEffect.PrepareFlows) {
            return StoreStep.PREPARE;
        }
        if (action instanceof RegistrationEffect.Allocate) {
            return StoreStep.ALLOCATE;
        }
        if (action instanceof RegistrationEffect.Upload || action instanceof RegistrationEffect.LookAtSource) {
            return StoreStep.UPLOAD;
        }
        return action instanceof RegistrationEffect.Register ? StoreStep.REGISTER : StoreStep.LOOK;
    }
}
