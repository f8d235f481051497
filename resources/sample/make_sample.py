# SPDX-License-Identifier: Apache-2.0
"""Writes sample.pth beside this script: a small training checkpoint as two GPUs would leave it.

Needs torch >= 2.1 and no GPU: the device of a tensor is only a word in the file, and a tagger of our own says which.
The model is wrapped as DataParallel wraps it, so every key starts with `module.`.
"""
import argparse
import os

import torch
from torch import nn


class Block(nn.Module):
    def __init__(self, channels_in, channels_out, stride):
        super().__init__()
        self.conv1 = nn.Conv2d(channels_in, channels_out, 3, stride, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(channels_out)
        self.conv2 = nn.Conv2d(channels_out, channels_out, 3, 1, 1, bias=False)
        self.bn2 = nn.BatchNorm2d(channels_out)
        self.shortcut = nn.Conv2d(channels_in, channels_out, 1, stride, bias=False)

    def forward(self, x):
        y = torch.relu(self.bn1(self.conv1(x)))
        return torch.relu(self.bn2(self.conv2(y)) + self.shortcut(x))


class SmallNet(nn.Module):
    def __init__(self, classes=10):
        super().__init__()
        self.conv1 = nn.Conv2d(3, 16, 3, 1, 1, bias=False)
        self.bn1 = nn.BatchNorm2d(16)
        self.layer1 = nn.Sequential(Block(16, 16, 1), Block(16, 16, 1))
        self.layer2 = nn.Sequential(Block(16, 24, 2), Block(24, 24, 1))
        self.layer3 = nn.Sequential(Block(24, 32, 2), Block(32, 32, 1))
        self.fc = nn.Linear(32, classes)

    def forward(self, x):
        x = torch.relu(self.bn1(self.conv1(x)))
        x = self.layer3(self.layer2(self.layer1(x)))
        return self.fc(x.mean((2, 3)))


def main():
    torch.manual_seed(7)
    torch.set_num_threads(1)
    model = nn.DataParallel(SmallNet())
    optimizer = torch.optim.Adam(model.parameters(), lr=1e-3, weight_decay=1e-4)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, step_size=5, gamma=0.5)
    iteration = 0
    for epoch in range(12):
        for _ in range(2):
            images = torch.randn(8, 3, 16, 16)
            labels = torch.randint(0, 10, (8,))
            optimizer.zero_grad()
            nn.functional.cross_entropy(model.module(images), labels).backward()
            optimizer.step()
            iteration += 1
        scheduler.step()

    state = {
        "model": model.state_dict(),
        "optimizer": optimizer.state_dict(),
        "scheduler": scheduler.state_dict(),
        "epoch": 12,
        "iteration": iteration,
        "best_acc": 0.7428,
        "args": argparse.Namespace(arch="smallnet", batch_size=8, lr=1e-3, epochs=90, data="cifar10", amp=False),
    }

    # The first half of the net on one GPU, the rest on the other, optimizer state beside its parameters; counters stay
    # on the cpu, as Adam keeps them.
    second = {name for name in state["model"] if name.startswith(("module.layer2", "module.layer3", "module.fc"))}
    device_of = {}
    for name, tensor in state["model"].items():
        device_of[tensor.untyped_storage().data_ptr()] = "cuda:1" if name in second else "cuda:0"
    for (name, _), (_, slots) in zip(model.named_parameters(), state["optimizer"]["state"].items()):
        for slot in ("exp_avg", "exp_avg_sq"):
            device_of[slots[slot].untyped_storage().data_ptr()] = "cuda:1" if name in second else "cuda:0"
    torch.serialization.register_package(5, lambda storage: device_of.get(storage.data_ptr()), lambda storage, tag: None)
    torch.save(state, os.path.join(os.path.dirname(os.path.abspath(__file__)), "sample.pth"))


if __name__ == "__main__":
    main()
