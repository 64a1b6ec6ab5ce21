package io.nightjar.app;

import io.nightjar.store.RunLock;

/** Stands before every single flip: lets nobody publish whom a later run has replaced. */
final class Fence implements Runnable {
    private final RunLock lock;
    private int passed;

    Fence(RunLock lock) {
        this.lock = lock;
    }

    @Override
    public void run() {
        lock.verifyHeld();
        passed++;
        FaultPoint.hit("flip " + passed);
    }
}
