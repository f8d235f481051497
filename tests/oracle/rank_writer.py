# SPDX-License-Identifier: Apache-2.0
"""One process of a run that saves what it holds.   PYTHON rank_writer.py FOLDER RANK WORLD   (a multiple of two)

Writes FOLDER/mesh/model_rank<RANK>.pt (DTensors of a mesh of two dimensions, cut in every way torch knows),
FOLDER/fsdp/model_world_size_<WORLD>_rank_<RANK>.pt and optim_… (FSDP 2), FOLDER/sharded/rank<RANK>.bin (ShardedTensors,
as FSDP's sharded state dicts were), FOLDER/stages/stage-rank-<RANK>.pth (a pipeline: layers of its own); and, as the
first process, FOLDER/<the same>.pt with what a single process would have.
"""
import os
import sys

import torch
import torch.distributed as dist
from torch import nn
from torch.distributed.fsdp import fully_shard
from torch.distributed.tensor import Replicate, Shard, distribute_tensor, init_device_mesh

folder, rank, world = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])


def numbers(*shape):
    count = torch.Size(shape).numel()
    return torch.arange(count, dtype=torch.float32).reshape(shape) + 0.5


def save(value, name, of):
    os.makedirs(os.path.join(folder, name), exist_ok=True)
    torch.save(value, os.path.join(folder, name, of))


def whole(value, name):
    if rank == 0:
        torch.save(value, os.path.join(folder, name + ".pt"))


def mesh():
    grid = init_device_mesh("cpu", (2, world // 2), mesh_dim_names=("dp", "tp"))
    full = {"columns": numbers(7, 6), "twice": numbers(9, 2), "copied": numbers(5, 2), "small": numbers(1, 3),
            "empty": numbers(0, 4), "half": numbers(6, 5).to(torch.bfloat16), "stride": numbers(7, 6),
            "scalar": torch.tensor(2.5)}
    placements = {"columns": [Shard(0), Shard(1)], "twice": [Shard(0), Shard(0)], "copied": [Replicate(), Shard(0)],
                  "small": [Shard(0), Replicate()], "empty": [Shard(0), Shard(1)], "half": [Shard(1), Shard(0)],
                  "scalar": [Replicate(), Replicate()]}
    spread = {name: distribute_tensor(full[name], grid, how) for name, how in placements.items()}
    parallel = nn.Linear(6, 7, bias=False)
    parallel.weight = nn.Parameter(distribute_tensor(full["stride"], grid["tp"], [Shard(0)]))
    fully_shard(parallel, mesh=grid["dp"])
    spread["stride"] = parallel.state_dict()["weight"]
    save({"model": spread, "epoch": 3, "process": rank}, "mesh", "model_rank%d.pt" % rank)
    whole({"model": {name: full[name] for name in spread}, "epoch": 3, "process": 0}, "mesh")


def net():
    torch.manual_seed(1)
    return nn.Sequential(nn.Linear(7, 5), nn.ReLU(), nn.Linear(5, 3, bias=False))


def fsdp():
    model, alone = net(), net()
    fully_shard(model, mesh=init_device_mesh("cpu", (world,)))
    states = []
    for one in (model, alone):
        optimizer = torch.optim.SGD(one.parameters(), lr=0.5, momentum=0.9)
        one(numbers(2, 7)).sum().backward()
        optimizer.step()
        states.append((one.state_dict(), optimizer.state_dict()))
    for part, name in enumerate(("model", "optim")):
        save(states[0][part], "fsdp", "%s_world_size_%d_rank_%d.pt" % (name, world, rank))
    whole({"model_world_size_%d" % world: states[1][0], "optim_world_size_%d" % world: states[1][1]}, "fsdp")


def sharded():
    from torch.distributed._shard import sharded_tensor
    from torch.distributed._shard.sharding_spec import ChunkShardingSpec
    spec = ChunkShardingSpec(dim=0, placements=["rank:%d/cpu" % r for r in range(world)])
    full = {"a": numbers(world * 2 + 1, 3), "b": numbers(world * 3)}
    spread = {}
    for name, tensor in full.items():
        made = sharded_tensor.empty(spec, *tensor.shape)
        for shard in made.local_shards():
            boxes = zip(shard.metadata.shard_offsets, shard.metadata.shard_sizes)
            shard.tensor.copy_(tensor[tuple(slice(at, at + size) for at, size in boxes)])
        spread[name] = made
    save(spread, "sharded", "rank%d.bin" % rank)
    whole(full, "sharded")


def stages():
    grid = init_device_mesh("cpu", (2, world // 2), mesh_dim_names=("pp", "dp"))
    stage = rank // (world // 2)
    names = [["embed", "layer.0"], ["layer.1", "head"]]
    full = {name: numbers(5, 2) + 100 * i for i, name in enumerate(names[0] + names[1])}
    own = {name: distribute_tensor(full[name], grid["dp"], [Shard(0)]) for name in names[stage]}
    save({"model": own}, "stages", "stage-rank-%02d.pth" % rank)
    whole({"model": full}, "stages")


os.environ.setdefault("MASTER_ADDR", "127.0.0.1")
os.environ.setdefault("MASTER_PORT", "29511")
dist.init_process_group("gloo", init_method="file://" + os.path.join(folder, "meeting"), rank=rank, world_size=world)
for write in (mesh, fsdp, sharded, stages):
    write()
dist.barrier()
dist.destroy_process_group()
