<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>pthf::AboutDialog</name>
    <message>
        <source>About Pthfinder</source>
        <translation>关于 Pthfinder</translation>
    </message>
    <message>
        <source>About</source>
        <translation>关于</translation>
    </message>
    <message>
        <source>Made of</source>
        <translation>组成</translation>
    </message>
    <message>
        <source>Licences</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Icon of Pthfinder</source>
        <translation>Pthfinder 图标</translation>
    </message>
    <message>
        <source>Pthfinder %1</source>
        <translation>Pthfinder %1</translation>
    </message>
    <message>
        <source>Looks into PyTorch checkpoints without running them, says what is wrong with them, and writes the one you need.

The window is under the GNU GPL, version 3 or later; the library and pthf are under the Apache License 2.0.</source>
        <translation>查看 PyTorch 检查点而不执行其中的代码，指出问题所在，并写出你需要的文件。

图形界面采用 GNU GPL 第 3 版或更高版本；程序库和 pthf 采用 Apache License 2.0。</translation>
    </message>
    <message>
        <source>Libraries and their licences</source>
        <translation>所用的库及其许可证</translation>
    </message>
    <message>
        <source>Library</source>
        <translation>库</translation>
    </message>
    <message>
        <source>Licence</source>
        <translation>许可证</translation>
    </message>
    <message>
        <source>Texts of the licences</source>
        <translation>许可证全文</translation>
    </message>
</context>
<context>
    <name>pthf::BadgeStrip</name>
    <message>
        <source>Loads on %1</source>
        <translation>可在 %1 上加载</translation>
    </message>
    <message>
        <source>Does not load on %1; fix</source>
        <translation>无法在 %1 上加载；修复</translation>
    </message>
    <message>
        <source>Does not load on %1</source>
        <translation>无法在 %1 上加载</translation>
    </message>
    <message>
        <source>Fix</source>
        <translation>修复</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>as planned</source>
        <translation>按计划</translation>
    </message>
    <message>
        <source>Move to cpu, remove wrapper prefixes, leave out the optimizer, safe for weights_only</source>
        <translation>移到 cpu，去掉包装前缀，去掉优化器，可用 weights_only 安全加载</translation>
    </message>
    <message>
        <source>Laptop copy…</source>
        <translation>笔记本副本…</translation>
    </message>
    <message>
        <source>+%1</source>
        <comment>further badges</comment>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Laptop copy, %1</source>
        <translation>笔记本副本，%1</translation>
    </message>
    <message>
        <source>%1: fix</source>
        <translation>%1：修复</translation>
    </message>
    <message>
        <source>Further places</source>
        <translation>其他环境</translation>
    </message>
</context>
<context>
    <name>pthf::BatchDialog</name>
    <message>
        <source>Convert many files</source>
        <translation>批量转换文件</translation>
    </message>
    <message>
        <source>Copy the table</source>
        <translation>复制表格</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Convert</source>
        <translation>转换</translation>
    </message>
    <message>
        <source>Use a recipe…</source>
        <translation>使用配方…</translation>
    </message>
    <message>
        <source>beside each file</source>
        <translation>各文件旁边</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Folder for the results</source>
        <translation>结果文件夹</translation>
    </message>
    <message>
        <source>{name} is the file&apos;s name without its extension, {ext} the extension</source>
        <translation>{name} 是不含扩展名的文件名，{ext} 是扩展名</translation>
    </message>
    <message>
        <source>As each file has it</source>
        <translation>与各文件相同</translation>
    </message>
    <message>
        <source>PyTorch zip, torch ≥ 1.6</source>
        <translation>PyTorch zip，torch ≥ 1.6</translation>
    </message>
    <message>
        <source>PyTorch stream, torch 0.4 to 1.5</source>
        <translation>PyTorch 流格式，torch 0.4 至 1.5</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Every byte</source>
        <translation>每个字节</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不验证</translation>
    </message>
    <message>
        <source>Replace files that are there</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Results in</source>
        <translation>结果位置</translation>
    </message>
    <message>
        <source>Named</source>
        <translation>命名</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Files and what became of them</source>
        <translation>文件及其结果</translation>
    </message>
    <message>
        <source>Add files…</source>
        <translation>添加文件…</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>no changes: a faithful copy in the chosen format</source>
        <translation>没有改动：以所选格式忠实复制</translation>
    </message>
    <message>
        <source>Use a recipe</source>
        <translation>使用配方</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>配方 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is no recipe.
%2</source>
        <translation>%1 不是配方。
%2</translation>
    </message>
    <message>
        <source>Files to convert</source>
        <translation>要转换的文件</translation>
    </message>
    <message>
        <source>Converting %1</source>
        <translation>正在转换 %1</translation>
    </message>
    <message>
        <source>stopped; nothing was written</source>
        <translation>已停止；未写入任何内容</translation>
    </message>
    <message>
        <source>Add files first</source>
        <translation>请先添加文件</translation>
    </message>
    <message>
        <source>No files yet: add them, or drop them here</source>
        <translation>尚无文件：请添加或拖放到此处</translation>
    </message>
    <message numerus="yes">
        <source>%n file(s), %1 written, %2 failed</source>
        <translation>
            <numerusform>%n 个文件，%1 个已写入，%2 个失败</numerusform>
        </translation>
    </message>
    <message>
        <source>is there already, just as planned</source>
        <translation>已存在，且与计划一致</translation>
    </message>
</context>
<context>
    <name>pthf::BatchModel</name>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>converting…</source>
        <translation>转换中…</translation>
    </message>
    <message>
        <source>written</source>
        <translation>已写入</translation>
    </message>
    <message>
        <source>failed</source>
        <translation>失败</translation>
    </message>
    <message>
        <source>skipped</source>
        <translation>已跳过</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>What was done</source>
        <translation>所做的改动</translation>
    </message>
</context>
<context>
    <name>pthf::ByteParts</name>
    <message>
        <source>Other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>%1 of the tensors</source>
        <translation>张量的 %1</translation>
    </message>
</context>
<context>
    <name>pthf::BytesPage</name>
    <message>
        <source>Bytes</source>
        <translation>字节</translation>
    </message>
    <message>
        <source>Bytes of the storage</source>
        <translation>存储的字节</translation>
    </message>
    <message>
        <source>The storage is empty</source>
        <translation>存储为空</translation>
    </message>
    <message>
        <source>The file ends before these bytes: nothing of this tensor is stored</source>
        <translation>文件在这些字节之前就结束了：该张量没有存下任何内容</translation>
    </message>
    <message>
        <source>Storage %1, %2; the tensor begins at %3</source>
        <translation>存储 %1，%2；张量从 %3 开始</translation>
    </message>
    <message>
        <source>, byte %1 of the file</source>
        <translation>，位于文件第 %1 字节</translation>
    </message>
    <message>
        <source>Reading bytes</source>
        <translation>正在读取字节</translation>
    </message>
</context>
<context>
    <name>pthf::CardBar</name>
    <message>
        <source>%1 parameters</source>
        <translation>%1 个参数</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>Loads with weights_only=True: no code of others is run</source>
        <translation>可用 weights_only=True 加载：不会执行他人的代码</translation>
    </message>
    <message>
        <source>torch.load with weights_only=True refuses this file</source>
        <translation>torch.load 以 weights_only=True 拒绝该文件</translation>
    </message>
    <message>
        <source>torch.load with weights_only=True stops at %1</source>
        <translation>torch.load 以 weights_only=True 在 %1 处中止</translation>
    </message>
    <message>
        <source>Open file</source>
        <translation>打开的文件</translation>
    </message>
    <message>
        <source>Safe</source>
        <translation>安全</translation>
    </message>
    <message>
        <source>Needs code</source>
        <translation>需要代码</translation>
    </message>
    <message>
        <source>Dangerous</source>
        <translation>危险</translation>
    </message>
</context>
<context>
    <name>pthf::ChangeLabel</name>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1 变为 %2</translation>
    </message>
</context>
<context>
    <name>pthf::ChangesTable</name>
    <message>
        <source>What changes</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>%1: %2 becomes %3, %4</source>
        <translation>%1：%2 变为 %3，%4</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Count</source>
        <translation>数量</translation>
    </message>
</context>
<context>
    <name>pthf::CheckDialog</name>
    <message>
        <source>Cancelled. The device&apos;s memory is given back.</source>
        <translation>已取消。设备内存已归还。</translation>
    </message>
    <message>
        <source>The memory did not suffice, and is given back: %1</source>
        <translation>内存不足，已归还：%1</translation>
    </message>
    <message>
        <source>It cannot be checked: %1</source>
        <translation>无法检查：%1</translation>
    </message>
    <message>
        <source>The check broke off, and the device&apos;s memory is given back: %1</source>
        <translation>检查中断，设备内存已归还：%1</translation>
    </message>
    <message>
        <source>Check on device</source>
        <translation>在设备上检查</translation>
    </message>
    <message>
        <source>Carries what a save would write to the device and back, and compares every byte. Nothing is written.</source>
        <translation>把将要保存的内容传到设备再传回，逐字节比较。不写入任何文件。</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>Cancel the check</source>
        <translation>取消检查</translation>
    </message>
    <message>
        <source>Check</source>
        <translation>检查</translation>
    </message>
    <message>
        <source>Those that the plan names</source>
        <translation>计划中指定的设备</translation>
    </message>
    <message>
        <source>Cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
    <message>
        <source>Asking the devices…</source>
        <translation>正在询问设备…</translation>
    </message>
    <message>
        <source>It does not fit; nothing was carried</source>
        <translation>放不下；未传输任何内容</translation>
    </message>
    <message numerus="yes">
        <source>%1: %n storages, %2, %3 there, %4 back, at most %5 taken</source>
        <translation>
            <numerusform>%1：%n 个存储，%2，去程 %3，回程 %4，最多占用 %5</numerusform>
        </translation>
    </message>
    <message>
        <source>%1, blocks not page-locked</source>
        <translation>%1，内存块未锁页</translation>
    </message>
    <message>
        <source>%1 compared, all equal</source>
        <translation>已比较 %1，全部相同</translation>
    </message>
    <message numerus="yes">
        <source>%n storages came back changed:</source>
        <translation>
            <numerusform>%n 个存储传回后有变化：</numerusform>
        </translation>
    </message>
    <message>
        <source>needs %1 of %2 free on %3</source>
        <translation>需要 %1，%3 上可用 %2</translation>
    </message>
    <message>
        <source>needs %1 on %2</source>
        <translation>在 %2 上需要 %1</translation>
    </message>
    <message>
        <source>%1; as %2 %3</source>
        <translation>%1；转为 %2 后为 %3</translation>
    </message>
    <message>
        <source>%1 GB/s</source>
        <translation>%1 GB/s</translation>
    </message>
    <message>
        <source>%1 of %2 there and back, %3/s</source>
        <translation>往返 %1 / %2，%3/秒</translation>
    </message>
</context>
<context>
    <name>pthf::CheckpointViews</name>
    <message>
        <source>Copy report as Markdown</source>
        <translation>复制报告为 Markdown</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Search keys and values Ctrl+F</source>
        <translation>搜索键和值 Ctrl+F</translation>
    </message>
    <message>
        <source>Search in the tree</source>
        <translation>在树中搜索</translation>
    </message>
    <message>
        <source>Tree</source>
        <translation>树</translation>
    </message>
</context>
<context>
    <name>pthf::ChipLabel</name>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1 变为 %2</translation>
    </message>
</context>
<context>
    <name>pthf::CommandFinder</name>
    <message>
        <source>Find a command</source>
        <translation>查找命令</translation>
    </message>
    <message>
        <source>What do you want to do?</source>
        <translation>想做什么？</translation>
    </message>
    <message>
        <source>Words of the command</source>
        <translation>命令的关键词</translation>
    </message>
    <message>
        <source>Commands that match</source>
        <translation>匹配的命令</translation>
    </message>
</context>
<context>
    <name>pthf::CommandLine</name>
    <message>
        <source>Looks into PyTorch checkpoints and writes the one you need.</source>
        <translation>查看 PyTorch 检查点，并写出你需要的文件。</translation>
    </message>
    <message>
        <source>auto, light, dark or high-contrast, for this time only.</source>
        <translation>auto、light、dark 或 high-contrast，仅本次有效。</translation>
    </message>
    <message>
        <source>Keep window state and recent files in this file.</source>
        <translation>把窗口状态和最近文件保存在此文件中。</translation>
    </message>
    <message>
        <source>Open the sample checkpoint.</source>
        <translation>打开示例检查点。</translation>
    </message>
    <message>
        <source>Files to open.</source>
        <translation>要打开的文件。</translation>
    </message>
</context>
<context>
    <name>pthf::CoreText</name>
    <message>
        <source>Without %1 torch.load fails: %2 tensors are stored for these GPUs</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于这些 GPU</translation>
    </message>
    <message>
        <source>Without %1 torch.load fails: %2 tensors are stored for this GPU</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于该 GPU</translation>
    </message>
    <message>
        <source>Without %1 torch.load fails: %2 tensor is stored for this GPU</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于该 GPU</translation>
    </message>
    <message>
        <source>Without %1 torch.load fails: %2 tensors are stored for these devices</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于这些设备</translation>
    </message>
    <message>
        <source>Without %1 torch.load fails: %2 tensors are stored for this device</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于该设备</translation>
    </message>
    <message>
        <source>Without %1 torch.load fails: %2 tensor is stored for this device</source>
        <translation>没有 %1 时 torch.load 会失败：%2 个张量存储于该设备</translation>
    </message>
    <message>
        <source>No torch.load restores the tag %1 of %2 tensors: only cpu, to the letter, is the CPU</source>
        <translation>torch.load 无法恢复 %2 个张量的标签 %1：只有写作 cpu 才是 CPU</translation>
    </message>
    <message>
        <source>No torch.load restores the tag %1 of %2 tensor: only cpu, to the letter, is the CPU</source>
        <translation>torch.load 无法恢复 %2 个张量的标签 %1：只有写作 cpu 才是 CPU</translation>
    </message>
    <message>
        <source>%1 of %2 keys start with %3, added by %4</source>
        <translation>%2 个键中有 %1 个以 %3 开头，由 %4 添加</translation>
    </message>
    <message>
        <source>%1 of %2 %3 keys start with %4, added by %5</source>
        <translation>%3 的 %2 个键中有 %1 个以 %4 开头，由 %5 添加</translation>
    </message>
    <message>
        <source>%1 of %2 %3 keys start with %4, added by %5; without it %6 would stand twice</source>
        <translation>%3 的 %2 个键中有 %1 个以 %4 开头，由 %5 添加；去掉后 %6 会重复</translation>
    </message>
    <message>
        <source>%1 of %2 keys start with %3, added by %4; without it %5 would stand twice</source>
        <translation>%2 个键中有 %1 个以 %3 开头，由 %4 添加；去掉后 %5 会重复</translation>
    </message>
    <message>
        <source>%1 of %2 %3 keys contain %4, added by %5</source>
        <translation>%3 的 %2 个键中有 %1 个含有 %4，由 %5 添加</translation>
    </message>
    <message>
        <source>%1 of %2 %3 keys start with %4: a name the training code gave, or the model&apos;s own</source>
        <translation>%3 的 %2 个键中有 %1 个以 %4 开头：训练代码所加，或属于模型本身</translation>
    </message>
    <message>
        <source>%1 of %2 keys start with %3: a name the training code gave, or the model&apos;s own</source>
        <translation>%2 个键中有 %1 个以 %3 开头：训练代码所加，或属于模型本身</translation>
    </message>
    <message>
        <source>The optimizer takes %1 of the file; a copy for inference is %2</source>
        <translation>优化器占文件的 %1；推理用副本为 %2</translation>
    </message>
    <message>
        <source>%1 tensors are views of larger storages: %2 of %3 are stored and not shown by any tensor</source>
        <translation>%1 个张量是较大存储的视图：%3 中有 %2 已存储但不属于任何张量</translation>
    </message>
    <message>
        <source>%1 tensor is a view of larger storages: %2 of %3 are stored and not shown by any tensor</source>
        <translation>%1 个张量是较大存储的视图：%3 中有 %2 已存储但不属于任何张量</translation>
    </message>
    <message>
        <source>A whole model is pickled here: torch.load needs the code of %1; its state dict has %2 entries</source>
        <translation>这里序列化了整个模型：torch.load 需要 %1 的代码；其 state dict 有 %2 个条目</translation>
    </message>
    <message>
        <source>weights_only=True, the default since torch %1, refuses this file: %2</source>
        <translation>weights_only=True（自 torch %1 起为默认）拒绝此文件：%2</translation>
    </message>
    <message>
        <source>Dangerous: torch.load with weights_only=False would call %1; nothing of it was run here</source>
        <translation>危险：torch.load 以 weights_only=False 加载时会调用 %1；此处未执行任何内容</translation>
    </message>
    <message>
        <source>another torch.save follows at %1: only the first one is shown (byte %2)</source>
        <translation>%1 处还有另一次 torch.save 的内容：仅显示第一个（第 %2 字节）</translation>
    </message>
    <message>
        <source>Move to cpu</source>
        <translation>移到 cpu</translation>
    </message>
    <message>
        <source>Write cpu</source>
        <translation>写为 cpu</translation>
    </message>
    <message>
        <source>Make a state dict</source>
        <translation>转为 state dict</translation>
    </message>
    <message>
        <source>Drop it</source>
        <translation>删除它</translation>
    </message>
    <message>
        <source>Make portable</source>
        <translation>转为可移植</translation>
    </message>
    <message>
        <source>Drop optimizer</source>
        <translation>删除优化器</translation>
    </message>
    <message>
        <source>Compact views</source>
        <translation>压缩视图</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Computer without GPU</source>
        <translation>无 GPU 的电脑</translation>
    </message>
    <message>
        <source>%1 tensors are stored for %2</source>
        <translation>%1 个张量存储于 %2</translation>
    </message>
    <message>
        <source>%1 tensor is stored for %2</source>
        <translation>%1 个张量存储于 %2</translation>
    </message>
    <message>
        <source>refused for %1</source>
        <translation>因 %1 被拒绝</translation>
    </message>
    <message>
        <source>refused for %1 at %2</source>
        <translation>因 %2 处的 %1 被拒绝</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (zip, torch ≥ %1)</source>
        <translation>PyTorch 检查点（zip，torch ≥ %1）</translation>
    </message>
    <message>
        <source>PyTorch checkpoint (stream, torch %1 to %2)</source>
        <translation>PyTorch 检查点（流格式，torch %1 至 %2）</translation>
    </message>
    <message>
        <source>TorchScript model (torch.jit.save, zip)</source>
        <translation>TorchScript 模型（torch.jit.save，zip）</translation>
    </message>
    <message>
        <source>safetensors file</source>
        <translation>safetensors 文件</translation>
    </message>
    <message>
        <source>Python pickle (protocol %1), not made by torch.save</source>
        <translation>Python pickle（协议 %1），并非由 torch.save 生成</translation>
    </message>
    <message>
        <source>Keep all devices</source>
        <translation>保持所有设备</translation>
    </message>
    <message>
        <source>Move everything to %1</source>
        <translation>全部移到 %1</translation>
    </message>
    <message>
        <source>Move everything to this computer&apos;s device</source>
        <translation>全部移到本机设备</translation>
    </message>
    <message>
        <source>Move %1 to %2</source>
        <translation>将 %1 移到 %2</translation>
    </message>
    <message>
        <source>Move %1 to %2, the rest to %3</source>
        <translation>将 %1 移到 %2，其余移到 %3</translation>
    </message>
    <message>
        <source>Remove prefix %1</source>
        <translation>去掉前缀 %1</translation>
    </message>
    <message>
        <source>Remove prefix %1 in %2</source>
        <translation>在 %2 中去掉前缀 %1</translation>
    </message>
    <message>
        <source>Add prefix %1</source>
        <translation>添加前缀 %1</translation>
    </message>
    <message>
        <source>Add prefix %1 in %2</source>
        <translation>在 %2 中添加前缀 %1</translation>
    </message>
    <message>
        <source>Remove %1 wherever it stands</source>
        <translation>去掉各处的 %1</translation>
    </message>
    <message>
        <source>Remove %1 wherever it stands in %2</source>
        <translation>在 %2 中去掉各处的 %1</translation>
    </message>
    <message>
        <source>Rename %1 to %2</source>
        <translation>将 %1 重命名为 %2</translation>
    </message>
    <message>
        <source>Rename %1 keys</source>
        <translation>重命名 %1 个键</translation>
    </message>
    <message>
        <source>Keep only %1</source>
        <translation>仅保留 %1</translation>
    </message>
    <message>
        <source>Drop %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Make %1 the root</source>
        <translation>以 %1 作为根</translation>
    </message>
    <message>
        <source>Put everything under %1</source>
        <translation>全部放到 %1 下</translation>
    </message>
    <message>
        <source>Turn whole models into state dicts</source>
        <translation>把整个模型转为 state dict</translation>
    </message>
    <message>
        <source>Turn whole models into state dicts in %1</source>
        <translation>把 %1 中的整个模型转为 state dict</translation>
    </message>
    <message>
        <source>Cast models to %1</source>
        <translation>将模型转换为 %1</translation>
    </message>
    <message>
        <source>Cast %1 to %2</source>
        <translation>将 %1 转换为 %2</translation>
    </message>
    <message>
        <source>Freeze %1</source>
        <translation>冻结 %1</translation>
    </message>
    <message>
        <source>Unfreeze %1</source>
        <translation>解冻 %1</translation>
    </message>
    <message>
        <source>Give views storages of their own size</source>
        <translation>为视图分配自身大小的存储</translation>
    </message>
    <message>
        <source>Give every tensor a storage of its own</source>
        <translation>为每个张量分配独立的存储</translation>
    </message>
    <message>
        <source>Turn numpy values and objects into plain values</source>
        <translation>把 numpy 值和对象转为普通值</translation>
    </message>
    <message>
        <source>Turn OrderedDict into dict</source>
        <translation>把 OrderedDict 转为 dict</translation>
    </message>
    <message>
        <source>Set %1 to %2</source>
        <translation>将 %1 设为 %2</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>%1 tensor</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 个键</translation>
    </message>
    <message>
        <source>%1 key</source>
        <translation>%1 个键</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1 value</source>
        <translation>%1 个值</translation>
    </message>
    <message>
        <source>%1 collisions</source>
        <translation>%1 个冲突</translation>
    </message>
    <message>
        <source>%1 keys left as they are</source>
        <translation>%1 个键保持不变</translation>
    </message>
    <message>
        <source>%1 key left as it is</source>
        <translation>%1 个键保持不变</translation>
    </message>
    <message>
        <source>%1 device values</source>
        <translation>%1 个设备值</translation>
    </message>
    <message>
        <source>%1 device value</source>
        <translation>%1 个设备值</translation>
    </message>
    <message>
        <source>nothing to drop</source>
        <translation>没有可删除的内容</translation>
    </message>
    <message>
        <source>nothing to rename</source>
        <translation>没有可重命名的内容</translation>
    </message>
    <message>
        <source>%1 tensors kept</source>
        <translation>保留 %1 个张量</translation>
    </message>
    <message>
        <source>%1 tensor kept</source>
        <translation>保留 %1 个张量</translation>
    </message>
    <message>
        <source>it is the root already</source>
        <translation>已经是根</translation>
    </message>
    <message>
        <source>%1 level added</source>
        <translation>增加 %1 层</translation>
    </message>
    <message>
        <source>no whole model</source>
        <translation>没有整个模型</translation>
    </message>
    <message>
        <source>%1 models</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 model</source>
        <translation>%1 个模型</translation>
    </message>
    <message>
        <source>%1 dictionaries</source>
        <translation>%1 个字典</translation>
    </message>
    <message>
        <source>%1 dictionary</source>
        <translation>%1 个字典</translation>
    </message>
    <message>
        <source>%1 values lost</source>
        <translation>丢失 %1 个值</translation>
    </message>
    <message>
        <source>%1 value lost</source>
        <translation>丢失 %1 个值</translation>
    </message>
    <message>
        <source>Rename weight_norm&apos;s weight_g and weight_v to parametrizations</source>
        <translation>将 weight_norm 的 weight_g 和 weight_v 改名为 parametrizations</translation>
    </message>
    <message>
        <source>Rename weight_norm&apos;s parametrizations to weight_g and weight_v</source>
        <translation>将 weight_norm 的 parametrizations 改名为 weight_g 和 weight_v</translation>
    </message>
    <message>
        <source>Rename spectral_norm&apos;s weight_orig to parametrizations</source>
        <translation>将 spectral_norm 的 weight_orig 改名为 parametrizations</translation>
    </message>
    <message>
        <source>Rename spectral_norm&apos;s parametrizations to weight_orig</source>
        <translation>将 spectral_norm 的 parametrizations 改名为 weight_orig</translation>
    </message>
    <message>
        <source>Rename gamma and beta to weight and bias</source>
        <translation>将 gamma 和 beta 改名为 weight 和 bias</translation>
    </message>
    <message>
        <source>Rename weight and bias of norms to gamma and beta</source>
        <translation>将归一化层的 weight 和 bias 改名为 gamma 和 beta</translation>
    </message>
    <message>
        <source>Take the adapter&apos;s name out of LoRA keys</source>
        <translation>从 LoRA 键中去掉适配器的名称</translation>
    </message>
    <message>
        <source>Put the adapter&apos;s name &quot;default&quot; into LoRA keys</source>
        <translation>在 LoRA 键中加入适配器名称“default”</translation>
    </message>
    <message>
        <source>Remove the 0 of a Sequential around a single part</source>
        <translation>去掉只包着一个部分的 Sequential 的 0</translation>
    </message>
    <message>
        <source>Set %1 to %2 of %3</source>
        <translation>将 %1 设为 %3 中的 %2</translation>
    </message>
    <message>
        <source>Set %1 to %2 of %3 in %4</source>
        <translation>在 %4 中将 %1 设为 %3 中的 %2</translation>
    </message>
    <message>
        <source>Make %1 of %2</source>
        <translation>以 %2 生成 %1</translation>
    </message>
    <message>
        <source>Make %1 of %2 in %3</source>
        <translation>在 %3 中以 %2 生成 %1</translation>
    </message>
    <message>
        <source>Transpose %1</source>
        <translation>转置 %1</translation>
    </message>
    <message>
        <source>Transpose %1, dimensions %2 and %3</source>
        <translation>转置 %1 的维度 %2 与 %3</translation>
    </message>
    <message>
        <source>Resize %1 to %2, new room %3</source>
        <translation>将 %1 改为 %2，新增部分为 %3</translation>
    </message>
    <message>
        <source>Resize %1 to %2, new room %3 in %4</source>
        <translation>在 %4 中将 %1 改为 %2，新增部分为 %3</translation>
    </message>
    <message>
        <source>with %1 tensors tied to it</source>
        <translation>连同与其共享的 %1 个张量</translation>
    </message>
    <message>
        <source>with %1 tensor tied to it</source>
        <translation>连同与其共享的 %1 个张量</translation>
    </message>
</context>
<context>
    <name>pthf::CoverageBar</name>
    <message>
        <source>of parameters get their values</source>
        <translation>的参数得到值</translation>
    </message>
    <message>
        <source>of model keys match</source>
        <translation>的模型键匹配</translation>
    </message>
    <message>
        <source>%1 of %2 parameters; %3 have another shape, %4 are missing</source>
        <translation>%2 个参数中的 %1 个；%3 个形状不同，%4 个缺失</translation>
    </message>
    <message>
        <source>The shapes of %1 missing keys are not known: keys are counted</source>
        <translation>%1 个缺失键的形状未知：按键计数</translation>
    </message>
    <message>
        <source>%1 of %2 model keys</source>
        <translation>模型 %2 个键中的 %1 个</translation>
    </message>
</context>
<context>
    <name>pthf::Details</name>
    <message>
        <source>entries, features</source>
        <translation>条目，特征</translation>
    </message>
    <message>
        <source>out, in</source>
        <translation>输出，输入</translation>
    </message>
    <message>
        <source>out, in, length</source>
        <translation>输出，输入，长度</translation>
    </message>
    <message>
        <source>out, in, height, width</source>
        <translation>输出，输入，高，宽</translation>
    </message>
    <message>
        <source>out, in, depth, height, width</source>
        <translation>输出，输入，深，高，宽</translation>
    </message>
    <message>
        <source>the whole file</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>Dropped by the plan</source>
        <translation>将按计划删除</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>In %1</source>
        <translation>位于 %1</translation>
    </message>
    <message>
        <source>Tensor %1 of %2 in %3</source>
        <translation>%3 中第 %1 个张量，共 %2 个</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>tensor</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Elements</source>
        <translation>元素</translation>
    </message>
    <message>
        <source>Requires grad</source>
        <translation>需要梯度</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>In the file</source>
        <translation>文件中</translation>
    </message>
    <message>
        <source>storage %1</source>
        <translation>存储 %1</translation>
    </message>
    <message>
        <source>at byte %1</source>
        <translation>位于第 %1 字节</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>all of its storage</source>
        <translation>占其全部存储</translation>
    </message>
    <message>
        <source>%1 of a storage of %2</source>
        <translation>%2 的存储中的 %1</translation>
    </message>
    <message>
        <source>contiguous</source>
        <translation>连续</translation>
    </message>
    <message>
        <source>not contiguous</source>
        <translation>不连续</translation>
    </message>
    <message>
        <source>%1, from element %2</source>
        <translation>%1，从元素 %2 起</translation>
    </message>
    <message>
        <source>Strides</source>
        <translation>步长</translation>
    </message>
    <message>
        <source>Stored</source>
        <translation>已存储</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>the file ends before the rest</source>
        <translation>其余部分之前文件已结束</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Shared with</source>
        <translation>共享于</translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>and %1 more</source>
        <translation>以及另外 %1 个</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>named in the file</source>
        <translation>文件中有名称</translation>
    </message>
    <message>
        <source>by order, shapes agree</source>
        <translation>按顺序推断，形状一致</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Same as</source>
        <translation>同</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>pthf::DetailsPanel</name>
    <message>
        <source>Details</source>
        <translation>详情</translation>
    </message>
    <message>
        <source>Pages of the details</source>
        <translation>详情页</translation>
    </message>
    <message>
        <source>Facts</source>
        <translation>概况</translation>
    </message>
    <message>
        <source>Choose a row to see what is known of it</source>
        <translation>选择一行以查看其信息</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
</context>
<context>
    <name>pthf::DeviceCheck</name>
    <message>
        <source>Asking whether it fits</source>
        <translation>正在询问能否放下</translation>
    </message>
    <message>
        <source>Checking on %1</source>
        <translation>正在 %1 上检查</translation>
    </message>
    <message>
        <source>cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
</context>
<context>
    <name>pthf::DeviceModel</name>
    <message>
        <source>%1 of %2 free</source>
        <translation>可用 %1，共 %2</translation>
    </message>
    <message numerus="yes">
        <source>%n threads</source>
        <translation>
            <numerusform>%n 个线程</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 (current)</source>
        <translation>%1（当前）</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Capability</source>
        <translation>计算能力</translation>
    </message>
    <message>
        <source>Memory</source>
        <translation>内存</translation>
    </message>
    <message>
        <source>Free</source>
        <translation>可用</translation>
    </message>
</context>
<context>
    <name>pthf::DeviceTools</name>
    <message>
        <source>LibTorch&apos;s own reader agrees: %1 records, %2 tensors by name, shape and number type, %3 of values</source>
        <translation>LibTorch 自带的读取器结果一致：%1 条记录，%2 个张量的名称、形状和数字类型，%3 的数值</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader lists the same %1 records and reads the same %2 tensors; %3</source>
        <translation>LibTorch 自带的读取器列出相同的 %1 条记录，读到相同的 %2 个张量；%3</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader was not heard: %1</source>
        <translation>未能询问 LibTorch 自带的读取器：%1</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader differs in %1 places:</source>
        <translation>LibTorch 自带的读取器有 %1 处不同：</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader differs: %1</source>
        <translation>LibTorch 自带的读取器结果不同：%1</translation>
    </message>
    <message>
        <source>Asking LibTorch about %1</source>
        <translation>正在询问 LibTorch：%1</translation>
    </message>
    <message>
        <source>LibTorch was not asked: %1</source>
        <translation>未询问 LibTorch：%1</translation>
    </message>
</context>
<context>
    <name>pthf::DevicesCard</name>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Map devices…</source>
        <translation>映射设备…</translation>
    </message>
    <message>
        <source>There are no tensors in this file</source>
        <translation>此文件中没有张量</translation>
    </message>
</context>
<context>
    <name>pthf::DevicesDialog</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>there, without a version</source>
        <translation>有，版本未知</translation>
    </message>
    <message>
        <source>NVIDIA&apos;s, speaks CUDA %1</source>
        <translation>NVIDIA 驱动，支持 CUDA %1</translation>
    </message>
    <message>
        <source>not loaded</source>
        <translation>未加载</translation>
    </message>
    <message>
        <source>%1, for the CPU only</source>
        <translation>%1，仅 CPU</translation>
    </message>
    <message>
        <source>%1, for %2</source>
        <translation>%1，用于 %2</translation>
    </message>
    <message>
        <source>, runtime %1</source>
        <translation>，运行时 %1</translation>
    </message>
    <message>
        <source>%1 (LibTorch %2, %3)</source>
        <translation>%1（LibTorch %2，%3）</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1, in use</source>
        <translation>%1，使用中</translation>
    </message>
    <message>
        <source>none in %1</source>
        <translation>%1 中没有</translation>
    </message>
    <message>
        <source>Devices of this computer</source>
        <translation>本机的设备</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Driver</source>
        <translation>驱动</translation>
    </message>
    <message>
        <source>LibTorch</source>
        <translation>LibTorch</translation>
    </message>
    <message>
        <source>Modules</source>
        <translation>模块</translation>
    </message>
    <message>
        <source>“auto” means</source>
        <translation>“auto” 表示</translation>
    </message>
    <message>
        <source>Why no device</source>
        <translation>没有设备的原因</translation>
    </message>
    <message>
        <source>Ask again</source>
        <translation>重新询问</translation>
    </message>
    <message>
        <source>Copy as text</source>
        <translation>复制为文本</translation>
    </message>
    <message>
        <source>asking LibTorch…</source>
        <translation>正在询问 LibTorch…</translation>
    </message>
    <message>
        <source>not asked yet</source>
        <translation>尚未询问</translation>
    </message>
</context>
<context>
    <name>pthf::DiffModel</name>
    <message>
        <source>only here</source>
        <translation>仅在此</translation>
    </message>
    <message>
        <source>only there</source>
        <translation>仅在彼</translation>
    </message>
    <message>
        <source>renamed</source>
        <translation>已改名</translation>
    </message>
    <message>
        <source>equal</source>
        <translation>相等</translation>
    </message>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Differs in</source>
        <translation>差异在于</translation>
    </message>
    <message>
        <source>Here</source>
        <translation>此处</translation>
    </message>
    <message>
        <source>There</source>
        <translation>彼处</translation>
    </message>
    <message>
        <source>Largest</source>
        <translation>最大</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Relative</source>
        <translation>相对</translation>
    </message>
    <message>
        <source>Cosine</source>
        <translation>余弦</translation>
    </message>
</context>
<context>
    <name>pthf::DiffPanel</name>
    <message>
        <source>Only what differs</source>
        <translation>仅显示差异</translation>
    </message>
    <message>
        <source>Compare values</source>
        <translation>比较数值</translation>
    </message>
    <message>
        <source>Reads both files once and compares the numbers of every tensor</source>
        <translation>读取两个文件一次并比较每个张量的数值</translation>
    </message>
    <message>
        <source>What differs</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>Relative difference by layer</source>
        <translation>各层相对差异</translation>
    </message>
    <message>
        <source>Compare this checkpoint with another one: Match with… → Compare values</source>
        <translation>与另一检查点比较：匹配… → 比较数值</translation>
    </message>
    <message>
        <source>Comparing with %1</source>
        <translation>正在与 %1 比较</translation>
    </message>
    <message>
        <source>Comparing values with %1</source>
        <translation>正在与 %1 比较数值</translation>
    </message>
    <message>
        <source>%1 → %2 · %3 same, %4 changed, %5 only here, %6 only there, %7 renamed</source>
        <translation>%1 → %2 · %3 个相同，%4 个改变，%5 个仅在此，%6 个仅在彼，%7 个改名</translation>
    </message>
</context>
<context>
    <name>pthf::DifferenceChart</name>
    <message>
        <source>Difference by layer</source>
        <translation>各层差异</translation>
    </message>
</context>
<context>
    <name>pthf::DocumentSession</name>
    <message>
        <source>Nothing to save: no file is open</source>
        <translation>没有可保存的内容：未打开文件</translation>
    </message>
    <message>
        <source>A save is running</source>
        <translation>正在保存</translation>
    </message>
    <message>
        <source>The plan cannot work on this file: %1</source>
        <translation>计划无法用于此文件：%1</translation>
    </message>
    <message>
        <source>Nothing to save: no changes</source>
        <translation>没有可保存的内容：没有改动</translation>
    </message>
    <message>
        <source>Opening %1</source>
        <translation>正在打开 %1</translation>
    </message>
    <message>
        <source>Saving %1</source>
        <translation>正在保存 %1</translation>
    </message>
    <message>
        <source>Taking back the edit of %1</source>
        <translation>正在撤回对 %1 的编辑</translation>
    </message>
    <message>
        <source>Counting what does not fit</source>
        <translation>统计超出范围的数</translation>
    </message>
</context>
<context>
    <name>pthf::EditActions</name>
    <message>
        <source>%1…</source>
        <translation>%1…</translation>
    </message>
    <message>
        <source>edit: %1</source>
        <translation>编辑：%1</translation>
    </message>
    <message>
        <source>Spread over devices…</source>
        <translation>分布到多个设备…</translation>
    </message>
    <message>
        <source>Puts parts of the model on devices of their own: by bytes, by role, by layer.</source>
        <translation>将模型的各部分放到各自的设备上：按字节、按角色或按层。</translation>
    </message>
    <message>
        <source>Names of other code</source>
        <translation>其他代码的名称</translation>
    </message>
    <message>
        <source>No key has names that other code gives</source>
        <translation>没有键使用其他代码的名称</translation>
    </message>
    <message>
        <source>spread over devices</source>
        <translation>分布到多个设备</translation>
    </message>
</context>
<context>
    <name>pthf::ErrorPage</name>
    <message>
        <source>Open another file…</source>
        <translation>打开其他文件…</translation>
    </message>
    <message>
        <source>Try again</source>
        <translation>重试</translation>
    </message>
    <message>
        <source>Copy the message</source>
        <translation>复制消息</translation>
    </message>
    <message>
        <source>Back to the open file</source>
        <translation>回到已打开的文件</translation>
    </message>
</context>
<context>
    <name>pthf::ErrorWords</name>
    <message>
        <source>The file could not be read or written</source>
        <translation>无法读写该文件</translation>
    </message>
    <message>
        <source>Check that the place exists, that you may use it and that there is room</source>
        <translation>请检查位置是否存在、是否有权限以及是否有空间</translation>
    </message>
    <message>
        <source>The file ends too early</source>
        <translation>文件过早结束</translation>
    </message>
    <message>
        <source>Copy or download it again; pthf salvage keeps what is whole</source>
        <translation>请重新复制或下载；pthf salvage 可保留完整的部分</translation>
    </message>
    <message>
        <source>The file is damaged</source>
        <translation>文件已损坏</translation>
    </message>
    <message>
        <source>Copy or download it again and compare its size</source>
        <translation>请重新复制或下载，并比较其大小</translation>
    </message>
    <message>
        <source>The file asks for more than can be right</source>
        <translation>文件声明的内容超出合理范围</translation>
    </message>
    <message>
        <source>It was not read further; check where it comes from</source>
        <translation>未继续读取；请检查文件来源</translation>
    </message>
    <message>
        <source>This is not a file that can be opened here</source>
        <translation>这不是此处能打开的文件</translation>
    </message>
    <message>
        <source>The plan does not fit this file</source>
        <translation>计划不适用于此文件</translation>
    </message>
    <message>
        <source>Change or undo the operation it names</source>
        <translation>请修改或撤销它指出的操作</translation>
    </message>
    <message>
        <source>Cancelled</source>
        <translation>已取消</translation>
    </message>
    <message>
        <source>There is not enough memory</source>
        <translation>内存不足</translation>
    </message>
    <message>
        <source>Close other programs and try again</source>
        <translation>请关闭其他程序后重试</translation>
    </message>
    <message>
        <source>Pthfinder made a mistake</source>
        <translation>Pthfinder 出错</translation>
    </message>
    <message>
        <source>The file is untouched; report this with the sentence above</source>
        <translation>文件未被改动；请附上以上语句报告此问题</translation>
    </message>
    <message>
        <source>%1, at byte %2</source>
        <translation>%1，位于第 %2 字节</translation>
    </message>
</context>
<context>
    <name>pthf::FieldEditor</name>
    <message>
        <source>model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>scheduler</source>
        <translation>调度器</translation>
    </message>
    <message>
        <source>scaler</source>
        <translation>缩放器</translation>
    </message>
    <message>
        <source>random state</source>
        <translation>随机状态</translation>
    </message>
    <message>
        <source>counters</source>
        <translation>计数</translation>
    </message>
    <message>
        <source>metrics</source>
        <translation>指标</translation>
    </message>
    <message>
        <source>configuration</source>
        <translation>配置</translation>
    </message>
    <message>
        <source>other</source>
        <translation>其他</translation>
    </message>
    <message>
        <source>yes</source>
        <translation>是</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>All state dicts</source>
        <translation>所有 state dict</translation>
    </message>
    <message>
        <source>the whole file</source>
        <translation>整个文件</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Take a tensor from</source>
        <translation>从以下文件取张量</translation>
    </message>
</context>
<context>
    <name>pthf::FileNotice</name>
    <message>
        <source>The file has changed on disk since it was read</source>
        <translation>文件读取之后在磁盘上已改变</translation>
    </message>
    <message>
        <source>Read it again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>The file is no longer there: what is shown is what was read</source>
        <translation>文件已不存在：显示的是之前读取的内容</translation>
    </message>
</context>
<context>
    <name>pthf::FolderModel</name>
    <message>
        <source>damaged: %1</source>
        <translation>已损坏：%1</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>no</source>
        <translation>否</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>Key found</source>
        <translation>找到的键</translation>
    </message>
</context>
<context>
    <name>pthf::FolderPage</name>
    <message>
        <source>Convert…</source>
        <translation>转换…</translation>
    </message>
    <message>
        <source>Convert the selected files, or all of them</source>
        <translation>转换选中的文件，或全部文件</translation>
    </message>
    <message>
        <source>Read again</source>
        <translation>重新读取</translation>
    </message>
    <message>
        <source>Search a key in all of them, and press Enter</source>
        <translation>在所有文件中搜索键，按 Enter</translation>
    </message>
    <message>
        <source>Search a key in all checkpoints of the folder</source>
        <translation>在文件夹的所有检查点中搜索键</translation>
    </message>
    <message>
        <source>Folders below, too</source>
        <translation>包括子文件夹</translation>
    </message>
    <message>
        <source>Checkpoints of the folder</source>
        <translation>文件夹中的检查点</translation>
    </message>
    <message>
        <source>Reading the folder</source>
        <translation>正在读取文件夹</translation>
    </message>
    <message>
        <source>Searching the folder</source>
        <translation>正在搜索文件夹</translation>
    </message>
    <message>
        <source>%1, reading…</source>
        <translation>%1，读取中…</translation>
    </message>
    <message>
        <source>There are no checkpoints in this folder</source>
        <translation>此文件夹中没有检查点</translation>
    </message>
    <message>
        <source>Space: quick look, Enter: open</source>
        <translation>空格：快速查看，Enter：打开</translation>
    </message>
    <message numerus="yes">
        <source>%n checkpoint(s)</source>
        <translation>
            <numerusform>%n 个检查点</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, %n other file(s)</source>
        <translation>
            <numerusform>，%n 个其他文件</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::HealthCard</name>
    <message>
        <source>Health</source>
        <translation>健康</translation>
    </message>
    <message>
        <source>Scan all values</source>
        <translation>扫描所有值</translation>
    </message>
    <message>
        <source>NaN, Inf and tensors of zeros are found by reading %1</source>
        <translation>读取 %1 可找出 NaN、Inf 和全零张量</translation>
    </message>
    <message>
        <source>not scanned</source>
        <translation>未扫描</translation>
    </message>
    <message>
        <source>scanning…</source>
        <translation>扫描中…</translation>
    </message>
    <message>
        <source>scanned %1 in %2 s</source>
        <translation>已扫描 %1，用时 %2 秒</translation>
    </message>
    <message>
        <source>No NaN</source>
        <translation>无 NaN</translation>
    </message>
    <message>
        <source>%1 with NaN</source>
        <translation>%1 个含 NaN</translation>
    </message>
    <message>
        <source>No Inf</source>
        <translation>无 Inf</translation>
    </message>
    <message>
        <source>%1 with Inf</source>
        <translation>%1 个含 Inf</translation>
    </message>
    <message>
        <source>None is all zero</source>
        <translation>没有全零张量</translation>
    </message>
    <message>
        <source>%1 all zero</source>
        <translation>%1 个全为零</translation>
    </message>
    <message>
        <source>%1 not read</source>
        <translation>%1 个未读取</translation>
    </message>
    <message>
        <source>without elements of their own, or not all in the file</source>
        <translation>没有自己的元素，或不全在文件中</translation>
    </message>
</context>
<context>
    <name>pthf::HeatmapPage</name>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>Matrix</source>
        <translation>矩阵</translation>
    </message>
    <message>
        <source>Filters</source>
        <translation>卷积核</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>out</source>
        <translation>输出</translation>
    </message>
    <message>
        <source>Which output channels: 0–12</source>
        <translation>哪些输出通道：0–12</translation>
    </message>
    <message>
        <source>in</source>
        <translation>输入</translation>
    </message>
    <message>
        <source>Which input channels: 0–22</source>
        <translation>哪些输入通道：0–22</translation>
    </message>
    <message>
        <source>There is nothing in this tensor</source>
        <translation>此张量中没有内容</translation>
    </message>
    <message>
        <source>There is nothing in this slice</source>
        <translation>此切片中没有内容</translation>
    </message>
    <message>
        <source>Reading %1…</source>
        <translation>正在读取 %1…</translation>
    </message>
    <message>
        <source>Drawing a heatmap</source>
        <translation>正在绘制热图</translation>
    </message>
    <message>
        <source>%1 of %2 filters, %3 × %4</source>
        <translation>%1 / %2 个卷积核，%3 × %4</translation>
    </message>
    <message>
        <source>%1 × %2, every element</source>
        <translation>%1 × %2，每个元素</translation>
    </message>
    <message>
        <source>%1 × %2, means of %3 × %4; zoom in for the elements</source>
        <translation>%1 × %2，为 %3 × %4 的均值；放大可见元素</translation>
    </message>
    <message>
        <source>Drawing filters</source>
        <translation>正在绘制卷积核</translation>
    </message>
</context>
<context>
    <name>pthf::HeatmapPlot</name>
    <message>
        <source>Heatmap</source>
        <translation>热图</translation>
    </message>
    <message>
        <source>NaN</source>
        <translation>NaN</translation>
    </message>
    <message>
        <source>Inf</source>
        <translation>Inf</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>from %1: mean %2 of %3 × %4</source>
        <translation>自 %1：%3 × %4 的均值 %2</translation>
    </message>
</context>
<context>
    <name>pthf::HistogramPlot</name>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>%1 to %2: %3</source>
        <translation>%1 至 %2：%3</translation>
    </message>
</context>
<context>
    <name>pthf::JobsPanel</name>
    <message>
        <source>%1 s left</source>
        <translation>剩余 %1 秒</translation>
    </message>
    <message>
        <source>%1 min left</source>
        <translation>剩余 %1 分钟</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>Dismiss</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>%1 %</source>
        <translation>%1 %</translation>
    </message>
    <message>
        <source>waiting</source>
        <translation>等待中</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>%1/s</source>
        <translation>%1/s</translation>
    </message>
    <message>
        <source>Running jobs</source>
        <translation>正在运行的任务</translation>
    </message>
    <message>
        <source>less</source>
        <translation>收起</translation>
    </message>
    <message>
        <source>+%1</source>
        <comment>further jobs</comment>
        <translation>+%1</translation>
    </message>
    <message>
        <source>Show one job</source>
        <translation>只显示一个任务</translation>
    </message>
    <message>
        <source>Show all jobs</source>
        <translation>显示所有任务</translation>
    </message>
</context>
<context>
    <name>pthf::LongWork</name>
    <message>
        <source>%1: failed</source>
        <translation>%1：失败</translation>
    </message>
    <message>
        <source>%1: done</source>
        <translation>%1：完成</translation>
    </message>
</context>
<context>
    <name>pthf::LossesWords</name>
    <message>
        <source>no number changes</source>
        <translation>没有数值改变</translation>
    </message>
    <message>
        <source>of %1 numbers %2 do not fit, %3 become 0, %4 are rounded</source>
        <translation>%1 个数中，%2 个超出范围，%3 个变为 0，%4 个被舍入</translation>
    </message>
</context>
<context>
    <name>pthf::MachineState</name>
    <message>
        <source>Asking for this computer&apos;s devices</source>
        <translation>正在询问本机的设备</translation>
    </message>
</context>
<context>
    <name>pthf::MainWindow</name>
    <message>
        <source>Selected &amp;rows</source>
        <translation>选中的行(&amp;R)</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>Main</source>
        <translation>主工具栏</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Save converted…</source>
        <translation>保存转换结果…</translation>
    </message>
    <message>
        <source>Find a command  Ctrl+K</source>
        <translation>查找命令  Ctrl+K</translation>
    </message>
    <message>
        <source>Save the file as planned (Ctrl+S)</source>
        <translation>按计划保存文件 (Ctrl+S)</translation>
    </message>
    <message>
        <source>%1 – Pthfinder</source>
        <translation>%1 – Pthfinder</translation>
    </message>
    <message>
        <source>Pthfinder</source>
        <translation>Pthfinder</translation>
    </message>
    <message>
        <source>Stopping… – Pthfinder</source>
        <translation>正在停止… – Pthfinder</translation>
    </message>
    <message>
        <source>clear the plan</source>
        <translation>清空计划</translation>
    </message>
</context>
<context>
    <name>pthf::MapDevicesDialog</name>
    <message>
        <source>Map devices</source>
        <translation>映射设备</translation>
    </message>
    <message>
        <source>Where torch.load will put the tensors. The device is a word beside each storage; no GPU is needed to change it.</source>
        <translation>torch.load 将把张量放到哪里。设备只是每个存储旁的一个词；修改它不需要 GPU。</translation>
    </message>
    <message>
        <source>Stored for</source>
        <translation>存储设备</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Apply map</source>
        <translation>应用映射</translation>
    </message>
    <message>
        <source>Target of %1</source>
        <translation>%1 的目标</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>“%1” is no device: a word, or a word and a number, cuda:1</source>
        <translation>“%1”不是设备：应为一个词，或一个词加编号，如 cuda:1</translation>
    </message>
</context>
<context>
    <name>pthf::MatchDetails</name>
    <message>
        <source>Leave it out</source>
        <translation>去掉它</translation>
    </message>
    <message>
        <source>Drops it from the file; the model keeps its own values there</source>
        <translation>从文件中删除；模型保留自己的值</translation>
    </message>
    <message>
        <source>Link with</source>
        <translation>关联到</translation>
    </message>
    <message>
        <source>Renames it to a name that only the model has; a row can be dragged onto it, too</source>
        <translation>改为仅模型所有的名称；也可把行拖到其上</translation>
    </message>
    <message>
        <source>load_state_dict would print</source>
        <translation>load_state_dict 会打印</translation>
    </message>
    <message>
        <source>strict</source>
        <translation>strict</translation>
    </message>
    <message>
        <source>load_state_dict(…, strict=True), as torch does unless told otherwise</source>
        <translation>load_state_dict(…, strict=True)，torch 的默认方式</translation>
    </message>
    <message>
        <source>Copy the report</source>
        <translation>复制报告</translation>
    </message>
    <message>
        <source>Show the whole report</source>
        <translation>显示完整报告</translation>
    </message>
    <message>
        <source>What load_state_dict would print</source>
        <translation>load_state_dict 会打印的内容</translation>
    </message>
    <message>
        <source>Choose a tensor to see how its two sides differ</source>
        <translation>选择一个张量以查看两边的差异</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>Dimension %1</source>
        <translation>维度 %1</translation>
    </message>
    <message>
        <source>Left out, the model keeps its own values there and load_state_dict needs strict=False</source>
        <translation>去掉后模型保留自己的值，load_state_dict 需要 strict=False</translation>
    </message>
    <message>
        <source>The model has no name of this shape left to link it with</source>
        <translation>模型中没有此形状的名称可供关联</translation>
    </message>
    <message>
        <source>It may be another name of a tensor that only the model has</source>
        <translation>可能是仅模型所有的某个张量的另一名称</translation>
    </message>
    <message>
        <source>Expected by the model only: it keeps the values it was built with, if strict=False</source>
        <translation>仅模型需要：strict=False 时保留构建时的值</translation>
    </message>
    <message>
        <source>leave out %1</source>
        <translation>去掉 %1</translation>
    </message>
</context>
<context>
    <name>pthf::MatchMenu</name>
    <message>
        <source>Match with…</source>
        <translation>匹配…</translation>
    </message>
    <message>
        <source>Another &amp;file…</source>
        <translation>其他文件(&amp;F)…</translation>
    </message>
    <message>
        <source>&amp;Names and shapes, or an error…</source>
        <translation>名称和形状，或错误信息(&amp;N)…</translation>
    </message>
    <message>
        <source>The &amp;error in the clipboard</source>
        <translation>剪贴板中的错误信息(&amp;E)</translation>
    </message>
    <message>
        <source>pasted error</source>
        <translation>粘贴的错误信息</translation>
    </message>
    <message>
        <source>Copy Python that &amp;lists a model&apos;s names</source>
        <translation>复制列出模型名称的 Python(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Compare values with another checkpoint…</source>
        <translation>与另一检查点比较数值(&amp;C)…</translation>
    </message>
    <message>
        <source>Compare with</source>
        <translation>比较对象</translation>
    </message>
    <message>
        <source>A file of this &amp;folder</source>
        <translation>此文件夹中的文件(&amp;F)</translation>
    </message>
    <message>
        <source>Match with</source>
        <translation>匹配对象</translation>
    </message>
    <message>
        <source>Checkpoints and texts (%1);;All files (*)</source>
        <translation>检查点和文本 (%1);;所有文件 (*)</translation>
    </message>
    <message>
        <source>pasted text</source>
        <translation>粘贴的文本</translation>
    </message>
</context>
<context>
    <name>pthf::MatchPanel</name>
    <message>
        <source>Lay this checkpoint over what a model expects: another checkpoint, a text of names and shapes, or the words of an error</source>
        <translation>将此检查点与模型所需对照：另一检查点、名称和形状的文本，或错误信息</translation>
    </message>
    <message>
        <source>Match with…</source>
        <translation>匹配…</translation>
    </message>
    <message>
        <source>Change…</source>
        <translation>更改…</translation>
    </message>
    <message>
        <source>File and model side by side</source>
        <translation>文件与模型并排</translation>
    </message>
    <message>
        <source>Problems first</source>
        <translation>问题优先</translation>
    </message>
    <message>
        <source>Rows that differ stand before those that do not</source>
        <translation>有差异的行排在前面</translation>
    </message>
    <message>
        <source>Filter keys</source>
        <translation>筛选键</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%n keys, as far as the error says</source>
        <translation>
            <numerusform>%n 个键，就错误信息所示</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n names and shapes</source>
        <translation>
            <numerusform>%n 个名称和形状</numerusform>
        </translation>
    </message>
    <message>
        <source>File %1 · model expects %2 · %3</source>
        <translation>文件 %1 · 模型需要 %2 · %3</translation>
    </message>
    <message>
        <source>All %1</source>
        <translation>全部 %1</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Link with</source>
        <translation>关联到</translation>
    </message>
</context>
<context>
    <name>pthf::MatchSession</name>
    <message>
        <source>Reading %1</source>
        <translation>正在读取 %1</translation>
    </message>
    <message>
        <source>Matching</source>
        <translation>正在匹配</translation>
    </message>
    <message>
        <source>undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
    <message>
        <source>rename %1 to %2</source>
        <translation>将 %1 改名为 %2</translation>
    </message>
</context>
<context>
    <name>pthf::MatchTreeModel</name>
    <message>
        <source>same</source>
        <translation>相同</translation>
    </message>
    <message>
        <source>shape differs</source>
        <translation>形状不同</translation>
    </message>
    <message>
        <source>in file only</source>
        <translation>仅在文件中</translation>
    </message>
    <message>
        <source>model only</source>
        <translation>仅模型</translation>
    </message>
    <message>
        <source>torch: %1</source>
        <translation>torch：%1</translation>
    </message>
    <message>
        <source>expected by the model only</source>
        <translation>仅模型需要</translation>
    </message>
    <message>
        <source>the file</source>
        <translation>文件</translation>
    </message>
    <message numerus="yes">
        <source>%n tensors</source>
        <translation>
            <numerusform>%n 个张量</numerusform>
        </translation>
    </message>
    <message>
        <source>no tensor</source>
        <translation>无张量</translation>
    </message>
    <message>
        <source>In file, as planned</source>
        <translation>文件中（按计划）</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Model expects</source>
        <translation>模型需要</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
</context>
<context>
    <name>pthf::MatchViews</name>
    <message>
        <source>Match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Match with…</source>
        <translation>匹配…</translation>
    </message>
    <message>
        <source>Lay the checkpoint over what a model expects</source>
        <translation>将检查点与模型所需对照</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>strict</source>
        <translation>strict</translation>
    </message>
    <message>
        <source>strict=False</source>
        <translation>strict=False</translation>
    </message>
    <message>
        <source>What load_state_dict would print</source>
        <translation>load_state_dict 会打印的内容</translation>
    </message>
    <message>
        <source>The file, as planned, loads</source>
        <translation>按计划的文件可以加载</translation>
    </message>
    <message>
        <source>The file, as planned, does not load</source>
        <translation>按计划的文件无法加载</translation>
    </message>
</context>
<context>
    <name>pthf::MemoryTable</name>
    <message>
        <source>float32</source>
        <translation>float32</translation>
    </message>
    <message>
        <source>float32, SGD with momentum</source>
        <translation>float32，带动量的 SGD</translation>
    </message>
    <message>
        <source>bfloat16 with float32 master</source>
        <translation>bfloat16 加 float32 主权重</translation>
    </message>
    <message>
        <source>bfloat16 throughout</source>
        <translation>全部 bfloat16</translation>
    </message>
    <message>
        <source>Memory to train</source>
        <translation>训练所需内存</translation>
    </message>
    <message>
        <source>without activations</source>
        <translation>不含激活值</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>Weights</source>
        <translation>权重</translation>
    </message>
    <message>
        <source>Gradients</source>
        <translation>梯度</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Together</source>
        <translation>合计</translation>
    </message>
</context>
<context>
    <name>pthf::NoticeBar</name>
    <message>
        <source>Leave it as it is</source>
        <translation>保持原样</translation>
    </message>
</context>
<context>
    <name>pthf::NumbersPage</name>
    <message>
        <source>Statistics</source>
        <translation>统计</translation>
    </message>
    <message>
        <source>Histogram</source>
        <translation>直方图</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Export…</source>
        <translation>导出…</translation>
    </message>
    <message>
        <source>Linear</source>
        <translation>线性</translation>
    </message>
    <message>
        <source>Log</source>
        <translation>对数</translation>
    </message>
    <message>
        <source>Minimum</source>
        <translation>最小值</translation>
    </message>
    <message>
        <source>Maximum</source>
        <translation>最大值</translation>
    </message>
    <message>
        <source>Mean</source>
        <translation>均值</translation>
    </message>
    <message>
        <source>Std</source>
        <translation>标准差</translation>
    </message>
    <message>
        <source>Norm</source>
        <translation>范数</translation>
    </message>
    <message>
        <source>Zeros</source>
        <translation>零值</translation>
    </message>
    <message>
        <source>NaN, Inf</source>
        <translation>NaN，Inf</translation>
    </message>
    <message>
        <source>Read %1</source>
        <translation>读取 %1</translation>
    </message>
    <message>
        <source>Counting values</source>
        <translation>正在统计数值</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>no NaN, no Inf</source>
        <translation>无 NaN，无 Inf</translation>
    </message>
    <message>
        <source>%1 NaN, %2 Inf</source>
        <translation>%1 个 NaN，%2 个 Inf</translation>
    </message>
    <message>
        <source>min %1 &amp;nbsp; max %2 &amp;nbsp; mean %3 &amp;nbsp; std %4 &amp;nbsp; </source>
        <translation>最小 %1 &amp;nbsp; 最大 %2 &amp;nbsp; 均值 %3 &amp;nbsp; 标准差 %4 &amp;nbsp; </translation>
    </message>
    <message>
        <source>over %1</source>
        <translation>对照 %1</translation>
    </message>
    <message>
        <source>Distinct</source>
        <translation>不同值</translation>
    </message>
    <message>
        <source>Counting distinct values</source>
        <translation>正在统计不同的值</translation>
    </message>
</context>
<context>
    <name>pthf::OperationCatalogue</name>
    <message>
        <source>Move to a device</source>
        <translation>移到设备</translation>
    </message>
    <message>
        <source>Writes where torch.load puts the tensors: one device, a table, or rules by key.</source>
        <translation>写明 torch.load 把张量放到哪里：单个设备、对照表或按键的规则。</translation>
    </message>
    <message>
        <source>Remove prefix</source>
        <translation>去掉前缀</translation>
    </message>
    <message>
        <source>Takes whole dotted segments away from the start of keys; keys without it stay.</source>
        <translation>从键的开头去掉完整的点分段；没有该前缀的键保持不变。</translation>
    </message>
    <message>
        <source>Add prefix</source>
        <translation>添加前缀</translation>
    </message>
    <message>
        <source>Puts whole dotted segments before every key.</source>
        <translation>在每个键前加上完整的点分段。</translation>
    </message>
    <message>
        <source>Remove segment</source>
        <translation>去掉片段</translation>
    </message>
    <message>
        <source>Takes a dotted segment out of keys, wherever it stands.</source>
        <translation>从键中去掉一个点分段，无论位于何处。</translation>
    </message>
    <message>
        <source>Rename by pattern</source>
        <translation>按模式重命名</translation>
    </message>
    <message>
        <source>Replaces what a regular expression finds in keys, as Python&apos;s re.sub does.</source>
        <translation>替换键中正则表达式匹配的部分，与 Python 的 re.sub 相同。</translation>
    </message>
    <message>
        <source>Rename by table</source>
        <translation>按表重命名</translation>
    </message>
    <message>
        <source>Gives keys other names, one by one.</source>
        <translation>逐个给键改名。</translation>
    </message>
    <message>
        <source>Keep only</source>
        <translation>仅保留</translation>
    </message>
    <message>
        <source>Keeps what a role or a pattern names and drops the rest.</source>
        <translation>保留角色或模式指定的内容，删除其余内容。</translation>
    </message>
    <message>
        <source>Drop</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Leaves out what a role, a place or a pattern names.</source>
        <translation>去掉角色、位置或模式指定的内容。</translation>
    </message>
    <message>
        <source>Make a branch the whole file</source>
        <translation>以分支作为整个文件</translation>
    </message>
    <message>
        <source>Writes one branch alone, without what stands around it.</source>
        <translation>只写出一个分支，不含其外围内容。</translation>
    </message>
    <message>
        <source>Put everything under a key</source>
        <translation>全部放到一个键下</translation>
    </message>
    <message>
        <source>Wraps the whole file into a dictionary of one key.</source>
        <translation>把整个文件包进只有一个键的字典。</translation>
    </message>
    <message>
        <source>Whole model to state dict</source>
        <translation>整个模型转为 state dict</translation>
    </message>
    <message>
        <source>Turns a pickled model into what its state_dict() gives, without its code.</source>
        <translation>把序列化的模型变成其 state_dict() 的结果，无需其代码。</translation>
    </message>
    <message>
        <source>Cast numbers</source>
        <translation>转换数值类型</translation>
    </message>
    <message>
        <source>Converts floating tensors to another type; integers stay. Without a pattern the models alone.</source>
        <translation>把浮点张量转换为另一种类型；整数不变。不填模式时只转换模型。</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Says of tensors that they require no gradient.</source>
        <translation>标记张量不需要梯度。</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Says of tensors that they require a gradient.</source>
        <translation>标记张量需要梯度。</translation>
    </message>
    <message>
        <source>Compact views</source>
        <translation>压缩视图</translation>
    </message>
    <message>
        <source>Gives views that drag a larger storage along one of their own size; ties stay tied.</source>
        <translation>为拖带较大存储的视图分配自身大小的存储；共享关系保持不变。</translation>
    </message>
    <message>
        <source>Untie tensors</source>
        <translation>解除共享</translation>
    </message>
    <message>
        <source>Gives every tensor a storage of its own.</source>
        <translation>为每个张量分配独立的存储。</translation>
    </message>
    <message>
        <source>Make portable</source>
        <translation>转为可移植</translation>
    </message>
    <message>
        <source>Turns numpy values and plain objects into Python values, so that weights_only accepts the file.</source>
        <translation>把 numpy 值和普通对象转为 Python 值，使 weights_only 接受该文件。</translation>
    </message>
    <message>
        <source>Plain dictionaries</source>
        <translation>普通字典</translation>
    </message>
    <message>
        <source>Turns OrderedDict into dict, so that LibTorch in C++ can read the file.</source>
        <translation>把 OrderedDict 转为 dict，使 C++ 的 LibTorch 能读取该文件。</translation>
    </message>
    <message>
        <source>Set a value</source>
        <translation>设置值</translation>
    </message>
    <message>
        <source>Changes a plain value: epoch, iteration, a word of the configuration.</source>
        <translation>修改普通值：epoch、iteration 或配置中的一项。</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Parts</source>
        <translation>部分</translation>
    </message>
    <message>
        <source>Numbers</source>
        <translation>数值</translation>
    </message>
    <message>
        <source>Form</source>
        <translation>形式</translation>
    </message>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>Swaps two dimensions and lays the numbers out anew, as between Conv1D and Linear.</source>
        <translation>交换两个维度并重新排列数值，如 Conv1D 与 Linear 之间。</translation>
    </message>
    <message>
        <source>Resize</source>
        <translation>改变大小</translation>
    </message>
    <message>
        <source>Grows or cuts a tensor: all of the new shape is filled as torch fills it, then what was there is laid over it.</source>
        <translation>扩大或裁剪张量：先按 torch 的方式填充整个新形状，再把原有数值覆盖上去。</translation>
    </message>
    <message>
        <source>Initialise</source>
        <translation>初始化</translation>
    </message>
    <message>
        <source>Makes a tensor anew, or a new one: zeros, a constant, or numbers drawn as torch.nn.init draws them.</source>
        <translation>重新生成张量或新建张量：零、常数，或按 torch.nn.init 的方式抽取的随机数。</translation>
    </message>
    <message>
        <source>Replace from a file</source>
        <translation>从文件替换</translation>
    </message>
    <message>
        <source>Gives a key the tensor that stands in another checkpoint, or adds it.</source>
        <translation>为键换上另一个检查点中的张量，或添加该张量。</translation>
    </message>
</context>
<context>
    <name>pthf::OperationDialog</name>
    <message>
        <source>Add a change</source>
        <translation>添加改动</translation>
    </message>
    <message>
        <source>Add to the plan</source>
        <translation>加入计划</translation>
    </message>
    <message>
        <source>Edit a change</source>
        <translation>编辑改动</translation>
    </message>
    <message>
        <source>Change the plan</source>
        <translation>修改计划</translation>
    </message>
    <message>
        <source>Change</source>
        <translation>改动</translation>
    </message>
    <message>
        <source>Rows that this changes, before and after</source>
        <translation>受此改动影响的行，改动前后</translation>
    </message>
    <message>
        <source>Fill it in to see what it does</source>
        <translation>填写后可查看其效果</translation>
    </message>
    <message>
        <source>The first %1 of %2 rows that change</source>
        <translation>%2 个改变的行中的前 %1 行</translation>
    </message>
    <message>
        <source>%1; counting what does not fit …</source>
        <translation>%1；正在统计超出范围的数…</translation>
    </message>
    <message>
        <source>Counting what does not fit</source>
        <translation>统计超出范围的数</translation>
    </message>
    <message>
        <source>%1; %2</source>
        <translation>%1；%2</translation>
    </message>
</context>
<context>
    <name>pthf::OperationFields</name>
    <message>
        <source>%1: “%2” has no =&gt;</source>
        <translation>%1：“%2”中没有 =&gt;</translation>
    </message>
    <message>
        <source>As in a recipe</source>
        <translation>与配方中相同</translation>
    </message>
    <message>
        <source>One operation is asked for</source>
        <translation>需要恰好一个操作</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>In</source>
        <translation>范围</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Everything to</source>
        <translation>全部移到</translation>
    </message>
    <message>
        <source>keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Device by device</source>
        <translation>逐个设备</translation>
    </message>
    <message>
        <source>By key</source>
        <translation>按键</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>Segment</source>
        <translation>片段</translation>
    </message>
    <message>
        <source>Pattern</source>
        <translation>模式</translation>
    </message>
    <message>
        <source>Becomes</source>
        <translation>变为</translation>
    </message>
    <message>
        <source>Roles</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Places</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Branch</source>
        <translation>分支</translation>
    </message>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>all floating tensors of the models</source>
        <translation>模型的所有浮点张量</translation>
    </message>
    <message>
        <source>Requires grad</source>
        <translation>需要梯度</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>位置</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
    <message>
        <source>a shape is written [1200, 1024]</source>
        <translation>形状写作 [1200, 1024]</translation>
    </message>
    <message>
        <source>two dimensions are written 0, 1</source>
        <translation>两个维度写作 0, 1</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Tensor in it</source>
        <translation>其中的张量</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Filled with</source>
        <translation>填充为</translation>
    </message>
    <message>
        <source>Dimensions</source>
        <translation>维度</translation>
    </message>
    <message>
        <source>New shape</source>
        <translation>新形状</translation>
    </message>
    <message>
        <source>New room filled with</source>
        <translation>新增部分填充为</translation>
    </message>
</context>
<context>
    <name>pthf::OptimizerCard</name>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Show all</source>
        <translation>显示全部</translation>
    </message>
    <message>
        <source>Groups</source>
        <translation>组</translation>
    </message>
    <message>
        <source>Names</source>
        <translation>名称</translation>
    </message>
</context>
<context>
    <name>pthf::OptimizerView</name>
    <message>
        <source>parameter %1</source>
        <translation>参数 %1</translation>
    </message>
    <message>
        <source>%1: %2 parameters, groups: %3, %4; %5</source>
        <translation>%1：%2 个参数，组：%3，%4；%5</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>There is no optimizer in this file</source>
        <translation>此文件中没有优化器</translation>
    </message>
    <message>
        <source>Group %1</source>
        <translation>第 %1 组</translation>
    </message>
    <message>
        <source>Parameters of the optimizer</source>
        <translation>优化器的参数</translation>
    </message>
    <message>
        <source>Taking the optimizer apart</source>
        <translation>正在解析优化器</translation>
    </message>
    <message>
        <source>Parameter</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>State</source>
        <translation>状态</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>named in the file</source>
        <translation>文件中有名称</translation>
    </message>
    <message>
        <source>by order, shapes agree</source>
        <translation>按顺序推断，形状一致</translation>
    </message>
    <message>
        <source>names not known</source>
        <translation>名称未知</translation>
    </message>
</context>
<context>
    <name>pthf::OverviewView</name>
    <message>
        <source>Where the bytes are</source>
        <translation>字节所在位置</translation>
    </message>
    <message>
        <source>Overview</source>
        <translation>概览</translation>
    </message>
    <message>
        <source>Role and layer</source>
        <translation>角色和层</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Counting parameters</source>
        <translation>正在统计参数</translation>
    </message>
    <message>
        <source>Parting the bytes</source>
        <translation>正在划分字节</translation>
    </message>
    <message>
        <source>Scanning all values</source>
        <translation>正在扫描所有值</translation>
    </message>
</context>
<context>
    <name>pthf::PlacementDialog</name>
    <message>
        <source>Spread over devices</source>
        <translation>分布到多个设备</translation>
    </message>
    <message>
        <source>Add to the plan</source>
        <translation>加入计划</translation>
    </message>
    <message>
        <source>What goes where</source>
        <translation>哪些放到哪里</translation>
    </message>
    <message>
        <source>Equal shares of bytes, layers whole</source>
        <translation>字节均分，层保持完整</translation>
    </message>
    <message>
        <source>One part by its role</source>
        <translation>按角色放置一个部分</translation>
    </message>
    <message>
        <source>Layers by number</source>
        <translation>按编号放置层</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Role</source>
        <translation>角色</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Layers</source>
        <translation>层</translation>
    </message>
    <message>
        <source>“%1” is no device: a word, or a word and a number, cuda:1</source>
        <translation>“%1”不是设备：应为一个词，或一个词加编号，如 cuda:1</translation>
    </message>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message numerus="yes">
        <source>%n rule(s)</source>
        <translation>
            <numerusform>%n 条规则</numerusform>
        </translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
</context>
<context>
    <name>pthf::PlanBar</name>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Redo</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Show plan</source>
        <translation>显示计划</translation>
    </message>
    <message>
        <source>How to load this</source>
        <translation>如何加载</translation>
    </message>
    <message>
        <source>Copy as Python</source>
        <translation>复制为 Python</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>No changes</source>
        <translation>没有改动</translation>
    </message>
    <message>
        <source>1 change</source>
        <translation>1 项改动</translation>
    </message>
    <message>
        <source>%1 changes</source>
        <translation>%1 项改动</translation>
    </message>
    <message>
        <source>Copy the plan as Python or as a command</source>
        <translation>将计划复制为 Python 或命令</translation>
    </message>
</context>
<context>
    <name>pthf::PlanModel</name>
    <message>
        <source>left out</source>
        <translation>已停用</translation>
    </message>
    <message>
        <source>working…</source>
        <translation>计算中…</translation>
    </message>
    <message>
        <source>switch on: %1</source>
        <translation>启用：%1</translation>
    </message>
    <message>
        <source>switch off: %1</source>
        <translation>停用：%1</translation>
    </message>
    <message>
        <source>remove: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>move: %1</source>
        <translation>移动：%1</translation>
    </message>
</context>
<context>
    <name>pthf::PlanPanel</name>
    <message>
        <source>Changes of the plan</source>
        <translation>计划中的改动</translation>
    </message>
    <message>
        <source>Drag a change, or press Alt with Up or Down, to move it; Enter edits it, Delete takes it away</source>
        <translation>拖动改动或按 Alt+上/下可移动；Enter 编辑，Delete 移除</translation>
    </message>
    <message>
        <source>Plan</source>
        <translation>计划</translation>
    </message>
    <message>
        <source>Add</source>
        <translation>添加</translation>
    </message>
    <message>
        <source>Add a change to the plan</source>
        <translation>向计划添加改动</translation>
    </message>
    <message>
        <source>History</source>
        <translation>历史</translation>
    </message>
    <message>
        <source>Go back to an earlier state of the plan, or forward again</source>
        <translation>回到计划的较早状态，或再次前进</translation>
    </message>
    <message>
        <source>Result</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>All rows…</source>
        <translation>所有行…</translation>
    </message>
    <message>
        <source>Every row before and after</source>
        <translation>每一行的前后对比</translation>
    </message>
    <message>
        <source>Save as recipe…</source>
        <translation>另存为配方…</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>no changes</source>
        <translation>没有改动</translation>
    </message>
    <message numerus="yes">
        <source>%n changes, applied top to bottom</source>
        <translation>
            <numerusform>%n 项改动，自上而下应用</numerusform>
        </translation>
    </message>
    <message>
        <source>Take this change away</source>
        <translation>移除此改动</translation>
    </message>
    <message>
        <source>Take away: %1</source>
        <translation>移除：%1</translation>
    </message>
    <message>
        <source>As it was opened</source>
        <translation>刚打开时</translation>
    </message>
    <message>
        <source>Edit…</source>
        <translation>编辑…</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>停用</translation>
    </message>
    <message>
        <source>Switch on</source>
        <translation>启用</translation>
    </message>
    <message>
        <source>Move up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Move down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Take away</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Apply a recipe…</source>
        <translation>应用配方…</translation>
    </message>
</context>
<context>
    <name>pthf::PlanPicker</name>
    <message>
        <source>%1: %2</source>
        <translation>%1：%2</translation>
    </message>
    <message>
        <source>%1 (%2)</source>
        <translation>%1（%2）</translation>
    </message>
    <message>
        <source>%1 · %2</source>
        <translation>%1 · %2</translation>
    </message>
    <message>
        <source>%1 %2</source>
        <translation>%1 %2</translation>
    </message>
    <message>
        <source>%1 becomes %2</source>
        <translation>%1 变为 %2</translation>
    </message>
</context>
<context>
    <name>pthf::PlanPickers</name>
    <message>
        <source>%1 of %2 keys</source>
        <translation>%2 个键中的 %1 个</translation>
    </message>
    <message>
        <source>Target device</source>
        <translation>目标设备</translation>
    </message>
    <message>
        <source>Keep</source>
        <translation>保持</translation>
    </message>
    <message>
        <source>Prefix</source>
        <translation>前缀</translation>
    </message>
    <message>
        <source>on %1</source>
        <translation>于 %1</translation>
    </message>
    <message>
        <source>none found</source>
        <translation>未发现</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
    <message>
        <source>keep devices</source>
        <translation>保持设备</translation>
    </message>
    <message>
        <source>move everything to %1</source>
        <translation>全部移到 %1</translation>
    </message>
    <message>
        <source>%1 (this computer)</source>
        <translation>%1（本机）</translation>
    </message>
    <message>
        <source>Map devices…</source>
        <translation>映射设备…</translation>
    </message>
    <message>
        <source>Other…</source>
        <translation>其他…</translation>
    </message>
    <message>
        <source>keep prefixes</source>
        <translation>保持前缀</translation>
    </message>
    <message>
        <source>, from %1</source>
        <translation>，来自 %1</translation>
    </message>
    <message>
        <source>Remove %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Remove %1 (may belong to the model)</source>
        <translation>去掉 %1（可能属于模型本身）</translation>
    </message>
    <message>
        <source>remove %1</source>
        <translation>去掉 %1</translation>
    </message>
    <message>
        <source>Remove other…</source>
        <translation>去掉其他…</translation>
    </message>
    <message>
        <source>Add prefix…</source>
        <translation>添加前缀…</translation>
    </message>
    <message>
        <source>keep number types</source>
        <translation>保持数值类型</translation>
    </message>
    <message>
        <source>half the size of float32</source>
        <translation>float32 的一半大小</translation>
    </message>
    <message>
        <source>half the size, the range of float32</source>
        <translation>一半大小，范围同 float32</translation>
    </message>
    <message>
        <source>4 bytes a number</source>
        <translation>每个数 4 字节</translation>
    </message>
    <message>
        <source>8 bytes a number</source>
        <translation>每个数 8 字节</translation>
    </message>
    <message>
        <source>1 byte, 3 bits of fraction</source>
        <translation>1 字节，3 位尾数</translation>
    </message>
    <message>
        <source>1 byte, the range of float16</source>
        <translation>1 字节，范围同 float16</translation>
    </message>
    <message>
        <source>cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
    <message>
        <source>%1 (this computer: %2)</source>
        <translation>%1（本机：%2）</translation>
    </message>
    <message>
        <source>Check on device…</source>
        <translation>在设备上检查…</translation>
    </message>
    <message>
        <source>Devices of this computer…</source>
        <translation>本机的设备…</translation>
    </message>
</context>
<context>
    <name>pthf::PlannedRowsDialog</name>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>Working out the rows…</source>
        <translation>正在计算各行…</translation>
    </message>
    <message>
        <source>Changed rows only</source>
        <translation>仅显示改变的行</translation>
    </message>
    <message>
        <source>%1 rows, %2 changed</source>
        <translation>%1 行，%2 行改变</translation>
    </message>
</context>
<context>
    <name>pthf::PlannedTableModel</name>
    <message>
        <source>dropped</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Before</source>
        <translation>之前</translation>
    </message>
    <message>
        <source>After</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Value</source>
        <translation>值</translation>
    </message>
</context>
<context>
    <name>pthf::PlotExport</name>
    <message>
        <source>Picture, PNG (*.png);;Drawing, SVG (*.svg);;Numbers, CSV (*.csv);;Numbers, NumPy (*.npy)</source>
        <translation>图片 PNG (*.png);;矢量图 SVG (*.svg);;数值 CSV (*.csv);;数值 NumPy (*.npy)</translation>
    </message>
</context>
<context>
    <name>pthf::PlotSaver</name>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Not exported</source>
        <translation>未导出</translation>
    </message>
</context>
<context>
    <name>pthf::ProblemListModel</name>
    <message>
        <source>Mended: %1</source>
        <translation>已修复：%1</translation>
    </message>
    <message>
        <source>1 danger</source>
        <translation>1 个危险</translation>
    </message>
    <message>
        <source>%1 dangers</source>
        <translation>%1 个危险</translation>
    </message>
    <message>
        <source>1 error</source>
        <translation>1 个错误</translation>
    </message>
    <message>
        <source>%1 errors</source>
        <translation>%1 个错误</translation>
    </message>
    <message>
        <source>1 warning</source>
        <translation>1 个警告</translation>
    </message>
    <message>
        <source>%1 warnings</source>
        <translation>%1 个警告</translation>
    </message>
    <message>
        <source>1 hint</source>
        <translation>1 条提示</translation>
    </message>
    <message>
        <source>%1 hints</source>
        <translation>%1 条提示</translation>
    </message>
    <message>
        <source>1 mended by your plan</source>
        <translation>计划修复 1 项</translation>
    </message>
    <message>
        <source>%1 mended by your plan</source>
        <translation>计划修复 %1 项</translation>
    </message>
    <message>
        <source>nothing to report</source>
        <translation>没有问题</translation>
    </message>
    <message>
        <source>undo: %1</source>
        <translation>撤销：%1</translation>
    </message>
</context>
<context>
    <name>pthf::ProblemsPanel</name>
    <message>
        <source>Findings</source>
        <translation>发现</translation>
    </message>
    <message>
        <source>Folded</source>
        <translation>已折叠</translation>
    </message>
    <message>
        <source>Unfolded</source>
        <translation>已展开</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Scan all values</source>
        <translation>扫描所有值</translation>
    </message>
</context>
<context>
    <name>pthf::ProveChoice</name>
    <message>
        <source>Ask LibTorch&apos;s own reader</source>
        <translation>询问 LibTorch 自带的读取器</translation>
    </message>
    <message>
        <source>Prove on device</source>
        <translation>在设备上验证</translation>
    </message>
    <message>
        <source>LibTorch opens the result and says which records and tensors it sees: values where they stand in plain dicts or TorchScript</source>
        <translation>LibTorch 打开结果，说明它看到哪些记录和张量：普通 dict 或 TorchScript 中的数值也会比较</translation>
    </message>
    <message>
        <source>Carries the weights to the device and back, and compares every byte</source>
        <translation>把权重传到设备再传回，逐字节比较</translation>
    </message>
    <message>
        <source>Device to prove on</source>
        <translation>用于验证的设备</translation>
    </message>
    <message>
        <source>those of the plan</source>
        <translation>计划中的设备</translation>
    </message>
</context>
<context>
    <name>pthf::QuickLook</name>
    <message>
        <source>What</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Holds</source>
        <translation>包含</translation>
    </message>
    <message>
        <source>Epoch</source>
        <translation>Epoch</translation>
    </message>
    <message>
        <source>Best</source>
        <translation>最佳</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Tensors</source>
        <translation>张量</translation>
    </message>
    <message>
        <source>Parameters</source>
        <translation>参数</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>Damaged</source>
        <translation>已损坏</translation>
    </message>
    <message>
        <source>pthf check says where; pthf salvage keeps what is whole</source>
        <translation>pthf check 指出位置；pthf salvage 保留完整部分</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
</context>
<context>
    <name>pthf::RecentDelegate</name>
    <message>
        <source>today %1</source>
        <translation>今天 %1</translation>
    </message>
    <message>
        <source>HH:mm</source>
        <comment>time of day</comment>
        <translation>HH:mm</translation>
    </message>
    <message>
        <source>yesterday</source>
        <translation>昨天</translation>
    </message>
    <message>
        <source>d MMM</source>
        <comment>date without year</comment>
        <translation>M月d日</translation>
    </message>
    <message>
        <source>d MMM yyyy</source>
        <comment>date with year</comment>
        <translation>yyyy年M月d日</translation>
    </message>
    <message>
        <source>no device</source>
        <translation>无设备</translation>
    </message>
    <message>
        <source>Not found. Was: %1</source>
        <translation>未找到。原为：%1</translation>
    </message>
</context>
<context>
    <name>pthf::RecipeDialog</name>
    <message>
        <source>Apply a recipe</source>
        <translation>应用配方</translation>
    </message>
    <message>
        <source>%1: %2 of %3 operations cannot work on this file, %4 change nothing in it</source>
        <translation>%1：%3 个操作中有 %2 个无法用于此文件，%4 个不会改变任何内容</translation>
    </message>
    <message>
        <source>Operations of the recipe</source>
        <translation>配方中的操作</translation>
    </message>
    <message>
        <source>Operation</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>On this file</source>
        <translation>对此文件</translation>
    </message>
    <message>
        <source>Add what works</source>
        <translation>加入可用的操作</translation>
    </message>
</context>
<context>
    <name>pthf::RecipeFiles</name>
    <message>
        <source>Apply a recipe</source>
        <translation>应用配方</translation>
    </message>
    <message>
        <source>Recipes (*.json);;All files (*)</source>
        <translation>配方 (*.json);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 cannot be read: %2</source>
        <translation>无法读取 %1：%2</translation>
    </message>
    <message>
        <source>%1 is no recipe.
%2</source>
        <translation>%1 不是配方。
%2</translation>
    </message>
    <message>
        <source>Checking %1</source>
        <translation>正在检查 %1</translation>
    </message>
    <message>
        <source>apply recipe</source>
        <translation>应用配方</translation>
    </message>
    <message>
        <source>Save plan as recipe</source>
        <translation>将计划另存为配方</translation>
    </message>
    <message>
        <source>Recipes (*.json)</source>
        <translation>配方 (*.json)</translation>
    </message>
    <message>
        <source>%1 was not written: %2</source>
        <translation>未写入 %1：%2</translation>
    </message>
</context>
<context>
    <name>pthf::ReferenceDialog</name>
    <message>
        <source>Match with a text</source>
        <translation>与文本匹配</translation>
    </message>
    <message>
        <source>Paste the words of a load_state_dict that failed, or names and shapes, one a line</source>
        <translation>粘贴失败的 load_state_dict 的错误信息，或名称和形状，每行一个</translation>
    </message>
    <message>
        <source>Names and shapes, or an error</source>
        <translation>名称和形状，或错误信息</translation>
    </message>
    <message>
        <source>These lines of Python print them for any model:</source>
        <translation>以下 Python 代码可为任意模型打印它们：</translation>
    </message>
    <message>
        <source>Python that lists a model&apos;s names and shapes</source>
        <translation>列出模型名称和形状的 Python</translation>
    </message>
    <message>
        <source>Match</source>
        <translation>匹配</translation>
    </message>
    <message>
        <source>Copy the Python</source>
        <translation>复制 Python</translation>
    </message>
    <message>
        <source>An error: %1 missing, %2 unexpected, %3 of another shape</source>
        <translation>错误信息：缺失 %1，意外 %2，形状不同 %3</translation>
    </message>
    <message numerus="yes">
        <source>%n names</source>
        <translation>
            <numerusform>%n 个名称</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::RowOffers</name>
    <message>
        <source>Drop %1</source>
        <translation>删除 %1</translation>
    </message>
    <message>
        <source>Drop %1 rows</source>
        <translation>删除 %1 行</translation>
    </message>
    <message>
        <source>Keep only %1</source>
        <translation>仅保留 %1</translation>
    </message>
    <message>
        <source>Keep only these %1 rows</source>
        <translation>仅保留这 %1 行</translation>
    </message>
    <message>
        <source>Move to cpu</source>
        <translation>移到 cpu</translation>
    </message>
    <message>
        <source>Move to another device…</source>
        <translation>移到其他设备…</translation>
    </message>
    <message>
        <source>Cast…</source>
        <translation>转换类型…</translation>
    </message>
    <message>
        <source>Cast to %1</source>
        <translation>转换为 %1</translation>
    </message>
    <message>
        <source>Freeze</source>
        <translation>冻结</translation>
    </message>
    <message>
        <source>Unfreeze</source>
        <translation>解冻</translation>
    </message>
    <message>
        <source>Remove a prefix here…</source>
        <translation>在此去掉前缀…</translation>
    </message>
    <message>
        <source>Add a prefix here…</source>
        <translation>在此添加前缀…</translation>
    </message>
    <message>
        <source>Rename…</source>
        <translation>重命名…</translation>
    </message>
    <message>
        <source>Make %1 the whole file</source>
        <translation>以 %1 作为整个文件</translation>
    </message>
    <message>
        <source>Turn into a state dict</source>
        <translation>转为 state dict</translation>
    </message>
    <message>
        <source>Set the value…</source>
        <translation>设置值…</translation>
    </message>
    <message>
        <source>Transpose</source>
        <translation>转置</translation>
    </message>
    <message>
        <source>Transpose…</source>
        <translation>转置…</translation>
    </message>
    <message>
        <source>Resize…</source>
        <translation>改变大小…</translation>
    </message>
    <message>
        <source>Initialise…</source>
        <translation>初始化…</translation>
    </message>
    <message>
        <source>Replace from file…</source>
        <translation>从文件替换…</translation>
    </message>
</context>
<context>
    <name>pthf::SaveChange</name>
    <message>
        <source>%1 and %2 more</source>
        <translation>%1 和另外 %2 个</translation>
    </message>
    <message>
        <source>unchanged</source>
        <translation>不变</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
    <message>
        <source>dropped</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>as it was</source>
        <translation>保持原样</translation>
    </message>
    <message>
        <source>Everything else</source>
        <translation>其余内容</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n values</source>
        <translation>
            <numerusform>%n 个值</numerusform>
        </translation>
    </message>
    <message>
        <source>nothing</source>
        <translation>无</translation>
    </message>
    <message>
        <source>%1 of %2 dropped</source>
        <translation>删除 %1 / %2</translation>
    </message>
    <message>
        <source>Devices</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>%1 keys</source>
        <translation>%1 个键</translation>
    </message>
    <message>
        <source>Number type</source>
        <translation>数值类型</translation>
    </message>
</context>
<context>
    <name>pthf::SaveDialog</name>
    <message>
        <source>Save converted checkpoint</source>
        <translation>保存转换后的检查点</translation>
    </message>
    <message>
        <source>Write</source>
        <translation>写入</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>What changes</source>
        <translation>改动内容</translation>
    </message>
    <message>
        <source>Afterwards</source>
        <translation>之后</translation>
    </message>
    <message>
        <source>make it load on: %1</source>
        <translation>使其可加载于：%1</translation>
    </message>
    <message>
        <source>Loads on</source>
        <translation>可加载于</translation>
    </message>
    <message>
        <source>PyTorch zip, torch ≥ 1.6</source>
        <translation>PyTorch zip，torch ≥ 1.6</translation>
    </message>
    <message>
        <source>PyTorch stream, torch 0.4 to 1.5</source>
        <translation>PyTorch 流格式，torch 0.4 至 1.5</translation>
    </message>
    <message>
        <source>File to write</source>
        <translation>要写入的文件</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Replace the file that is there</source>
        <translation>替换已有的文件</translation>
    </message>
    <message>
        <source>Save as recipe…</source>
        <translation>另存为配方…</translation>
    </message>
    <message>
        <source>Copy as command</source>
        <translation>复制为命令</translation>
    </message>
    <message>
        <source>Cancel</source>
        <translation>取消</translation>
    </message>
    <message>
        <source>Save</source>
        <translation>保存</translation>
    </message>
    <message>
        <source>Show all %1 rows</source>
        <translation>显示全部 %1 行</translation>
    </message>
    <message>
        <source>Same format as the open file</source>
        <translation>与打开的文件格式相同</translation>
    </message>
    <message>
        <source>The open file has another format</source>
        <translation>打开的文件是另一种格式</translation>
    </message>
    <message>
        <source>was %1</source>
        <translation>原为 %1</translation>
    </message>
    <message>
        <source>Save %1</source>
        <translation>保存 %1</translation>
    </message>
    <message>
        <source>Name a file to write</source>
        <translation>请指定要写入的文件</translation>
    </message>
    <message>
        <source>%1 is a folder; name a file in it</source>
        <translation>%1 是文件夹；请指定其中的文件</translation>
    </message>
    <message>
        <source>The folder %1 does not exist</source>
        <translation>文件夹 %1 不存在</translation>
    </message>
    <message>
        <source>There is a file of that name; replace it or choose another name</source>
        <translation>已有同名文件；请替换它或另选名称</translation>
    </message>
    <message>
        <source>%1 free on %2</source>
        <translation>%2 上可用 %1</translation>
    </message>
    <message>
        <source>%1 are needed on %2, %3 are free</source>
        <translation>%2 上需要 %1，可用 %3</translation>
    </message>
    <message>
        <source>safetensors</source>
        <translation>safetensors</translation>
    </message>
    <message>
        <source>safetensors shards with an index</source>
        <translation>safetensors 分片加索引</translation>
    </message>
    <message>
        <source>PyTorch shards with an index</source>
        <translation>PyTorch 分片加索引</translation>
    </message>
    <message>
        <source>Size of a shard</source>
        <translation>分片大小</translation>
    </message>
    <message>
        <source>At most this much in each shard: 5GB, 512MiB</source>
        <translation>每个分片最多：5GB、512MiB</translation>
    </message>
    <message>
        <source>Checkpoints (*.pth *.pt *.ckpt *.bin *.safetensors);;All files (*)</source>
        <translation>检查点 (*.pth *.pt *.ckpt *.bin *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>%1 is no size like 5GB or 512MiB</source>
        <translation>%1 不是 5GB 或 512MiB 这样的大小</translation>
    </message>
    <message>
        <source>Edit in place</source>
        <translation>就地编辑</translation>
    </message>
    <message>
        <source>Cast: %1</source>
        <translation>转换：%1</translation>
    </message>
</context>
<context>
    <name>pthf::SaveWay</name>
    <message>
        <source>A new file</source>
        <translation>新文件</translation>
    </message>
    <message>
        <source>Into the open file, in place</source>
        <translation>就地写入打开的文件</translation>
    </message>
    <message>
        <source>The open file stays as it is</source>
        <translation>打开的文件保持不变</translation>
    </message>
    <message>
        <source>Appends a new description in milliseconds; it can be taken back</source>
        <translation>几毫秒内追加新的描述；可以撤回</translation>
    </message>
    <message>
        <source>Appends a new description in milliseconds; it can be taken back. What is dropped still takes %1</source>
        <translation>几毫秒内追加新的描述；可以撤回。被删除的内容仍占 %1</translation>
    </message>
</context>
<context>
    <name>pthf::SavedFilters</name>
    <message>
        <source>%1 (a*b)</source>
        <translation>%1 (a*b)</translation>
    </message>
    <message>
        <source>%1 (.*)</source>
        <translation>%1 (.*)</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Filters that were kept</source>
        <translation>已保存的筛选</translation>
    </message>
    <message>
        <source>Save this filter</source>
        <translation>保存此筛选</translation>
    </message>
    <message>
        <source>Forget this filter</source>
        <translation>删除此筛选</translation>
    </message>
    <message>
        <source>No filters yet</source>
        <translation>尚无筛选</translation>
    </message>
</context>
<context>
    <name>pthf::SearchPanel</name>
    <message>
        <source>Found in keys and values</source>
        <translation>在键和值中找到</translation>
    </message>
    <message>
        <source>Searching keys and values</source>
        <translation>正在搜索键和值</translation>
    </message>
    <message>
        <source>not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>%1 found</source>
        <translation>找到 %1 个</translation>
    </message>
</context>
<context>
    <name>pthf::SettingsDialog</name>
    <message>
        <source>Settings</source>
        <translation>设置</translation>
    </message>
    <message>
        <source>As the system has it</source>
        <translation>跟随系统</translation>
    </message>
    <message>
        <source>Light</source>
        <translation>浅色</translation>
    </message>
    <message>
        <source>Dark</source>
        <translation>深色</translation>
    </message>
    <message>
        <source>High contrast</source>
        <translation>高对比度</translation>
    </message>
    <message>
        <source>Language</source>
        <translation>语言</translation>
    </message>
    <message>
        <source>Theme</source>
        <translation>主题</translation>
    </message>
    <message>
        <source>Size of type</source>
        <translation>文字大小</translation>
    </message>
    <message>
        <source>Structure: opened again and compared with the plan</source>
        <translation>结构：重新打开并与计划比较</translation>
    </message>
    <message>
        <source>Every byte: compared with the source, too</source>
        <translation>每个字节：也与源文件比较</translation>
    </message>
    <message>
        <source>Nothing</source>
        <translation>不验证</translation>
    </message>
    <message>
        <source>Open the files of the last time</source>
        <translation>打开上次的文件</translation>
    </message>
    <message>
        <source>Tell when long work ends and the window is not in front</source>
        <translation>窗口不在前台时，在耗时任务结束时通知</translation>
    </message>
    <message>
        <source>Verify after a save</source>
        <translation>保存后验证</translation>
    </message>
    <message>
        <source>At the start</source>
        <translation>启动时</translation>
    </message>
    <message>
        <source>Long work</source>
        <translation>耗时任务</translation>
    </message>
    <message>
        <source>LibTorch module</source>
        <translation>LibTorch 模块</translation>
    </message>
    <message>
        <source>Folder of the LibTorch module</source>
        <translation>LibTorch 模块所在文件夹</translation>
    </message>
    <message>
        <source>beside the program</source>
        <translation>程序旁边</translation>
    </message>
    <message>
        <source>Statistics, drawn values and devices need it; used from the next start on</source>
        <translation>统计、随机初始值和设备需要它；下次启动起生效</translation>
    </message>
    <message>
        <source>Browse…</source>
        <translation>浏览…</translation>
    </message>
    <message>
        <source>Of several modules</source>
        <translation>有多个模块时</translation>
    </message>
    <message>
        <source>Used from the next start on; the devices of this computer show which one is in use</source>
        <translation>下次启动时生效；“本机的设备”显示正在使用哪一个</translation>
    </message>
    <message>
        <source>The one for CUDA where there is a GPU</source>
        <translation>有 GPU 时用 CUDA 版</translation>
    </message>
    <message>
        <source>The one for the CPU</source>
        <translation>用 CPU 版</translation>
    </message>
    <message>
        <source>The one for CUDA</source>
        <translation>用 CUDA 版</translation>
    </message>
</context>
<context>
    <name>pthf::ShortcutSheet</name>
    <message>
        <source>Keyboard shortcuts</source>
        <translation>键盘快捷键</translation>
    </message>
    <message>
        <source>Find a shortcut</source>
        <translation>查找快捷键</translation>
    </message>
    <message>
        <source>Keys and what they do</source>
        <translation>快捷键及其作用</translation>
    </message>
    <message>
        <source>What it does</source>
        <translation>作用</translation>
    </message>
    <message>
        <source>Keys</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Open and close a row of the tree</source>
        <translation>展开和折叠树中的行</translation>
    </message>
    <message>
        <source>Right, Left</source>
        <translation>右，左</translation>
    </message>
    <message>
        <source>Open all rows below</source>
        <translation>展开以下所有行</translation>
    </message>
    <message>
        <source>Menu of the row</source>
        <translation>行菜单</translation>
    </message>
    <message>
        <source>Menu key, Shift+F10</source>
        <translation>菜单键，Shift+F10</translation>
    </message>
    <message>
        <source>Switch a change of the plan on or off</source>
        <translation>启用或停用计划中的改动</translation>
    </message>
    <message>
        <source>Space</source>
        <translation>空格</translation>
    </message>
    <message>
        <source>Edit a change of the plan</source>
        <translation>编辑计划中的改动</translation>
    </message>
    <message>
        <source>Enter</source>
        <translation>Enter</translation>
    </message>
    <message>
        <source>Take a change of the plan away</source>
        <translation>移除计划中的改动</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>Delete</translation>
    </message>
    <message>
        <source>Move a change of the plan</source>
        <translation>移动计划中的改动</translation>
    </message>
    <message>
        <source>Alt+Up, Alt+Down</source>
        <translation>Alt+上，Alt+下</translation>
    </message>
    <message>
        <source>Quick look at a checkpoint of a folder</source>
        <translation>快速查看文件夹中的检查点</translation>
    </message>
</context>
<context>
    <name>pthf::SliceBar</name>
    <message>
        <source>Slice</source>
        <translation>切片</translation>
    </message>
    <message>
        <source>Which part is shown, as numpy writes it: 0, :, 2:10, ::4</source>
        <translation>显示哪一部分，写法同 numpy：0、:、2:10、::4</translation>
    </message>
    <message>
        <source>Previous slice</source>
        <translation>上一切片</translation>
    </message>
    <message>
        <source>Next slice</source>
        <translation>下一切片</translation>
    </message>
</context>
<context>
    <name>pthf::StartFooter</name>
    <message>
        <source>Pthfinder %1</source>
        <translation>Pthfinder %1</translation>
    </message>
    <message>
        <source>No GPU on this computer. Files for a GPU can be written all the same.</source>
        <translation>本机没有 GPU。仍可写出供 GPU 使用的文件。</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>pthf::StartPage</name>
    <message>
        <source>Pthfinder</source>
        <translation>Pthfinder</translation>
    </message>
    <message>
        <source>Look into PyTorch checkpoints and write the one you need</source>
        <translation>查看 PyTorch 检查点，并写出你需要的文件</translation>
    </message>
    <message>
        <source>Files are read, never run</source>
        <translation>只读取文件，绝不执行</translation>
    </message>
    <message>
        <source>Browse a checkpoint</source>
        <translation>浏览检查点</translation>
    </message>
    <message>
        <source>See what a file holds: tensors, shapes, devices, training state. Nothing in it is run.</source>
        <translation>查看文件内容：张量、形状、设备、训练状态。不执行其中任何代码。</translation>
    </message>
    <message>
        <source>Open…</source>
        <translation>打开…</translation>
    </message>
    <message>
        <source>Convert for this computer</source>
        <translation>为本机转换</translation>
    </message>
    <message>
        <source>Bring GPU weights to a laptop: move to cpu, drop a prefix, leave out the optimizer.</source>
        <translation>把 GPU 权重带到笔记本：移到 cpu、去掉前缀、去掉优化器。</translation>
    </message>
    <message>
        <source>Open and convert…</source>
        <translation>打开并转换…</translation>
    </message>
    <message>
        <source>Find out where it loads</source>
        <translation>查明可在哪里加载</translation>
    </message>
    <message>
        <source>See what stands in the way on other machines, and the lines of Python that load it.</source>
        <translation>查看在其他机器上加载的障碍，以及加载它的 Python 代码。</translation>
    </message>
    <message>
        <source>Open and check…</source>
        <translation>打开并检查…</translation>
    </message>
    <message>
        <source>Drop a file here</source>
        <translation>将文件拖放到此处</translation>
    </message>
    <message>
        <source>.pt .pth .ckpt .bin .tar and files without extension; what a file is, its content says</source>
        <translation>.pt .pth .ckpt .bin .tar 以及无扩展名的文件；文件类型由内容判断</translation>
    </message>
    <message>
        <source>Open the sample</source>
        <translation>打开示例</translation>
    </message>
    <message>
        <source>Recent</source>
        <translation>最近</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Recent files</source>
        <translation>最近的文件</translation>
    </message>
    <message>
        <source>Open</source>
        <translation>打开</translation>
    </message>
    <message>
        <source>Remove from list</source>
        <translation>从列表移除</translation>
    </message>
    <message>
        <source>%1, not found</source>
        <translation>%1，未找到</translation>
    </message>
    <message>
        <source>%1, %2</source>
        <translation>%1，%2</translation>
    </message>
</context>
<context>
    <name>pthf::StoragesView</name>
    <message>
        <source>%1, shared by %2 tensors</source>
        <translation>%1，由 %2 个张量共享</translation>
    </message>
    <message>
        <source>untyped</source>
        <translation>无类型</translation>
    </message>
    <message>
        <source>from %1</source>
        <translation>来自 %1</translation>
    </message>
    <message>
        <source>All</source>
        <translation>全部</translation>
    </message>
    <message>
        <source>Shared</source>
        <translation>共享</translation>
    </message>
    <message>
        <source>With unused bytes</source>
        <translation>含未使用字节</translation>
    </message>
    <message>
        <source>Storages</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Listing storages</source>
        <translation>正在列出存储</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Unused</source>
        <translation>未使用</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>%1 storages, %2; %3 shared by several tensors; %4 that no tensor shows</source>
        <translation>%1 个存储，%2；%3 由多个张量共享；%4 不属于任何张量</translation>
    </message>
</context>
<context>
    <name>pthf::SuggestionStrip</name>
    <message>
        <source>In the plan: click to take it back</source>
        <translation>已在计划中：点击撤回</translation>
    </message>
    <message>
        <source>Suggestions</source>
        <translation>建议</translation>
    </message>
    <message>
        <source>Take back: %1</source>
        <translation>撤回：%1</translation>
    </message>
    <message numerus="yes">
        <source>%n more</source>
        <translation>
            <numerusform>另外 %n 个</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>pthf::TensorFilterModel</name>
    <message>
        <source>Filtering and sorting the tensors</source>
        <translation>正在筛选和排序张量</translation>
    </message>
</context>
<context>
    <name>pthf::TensorPage</name>
    <message>
        <source>A %1 tensor has no elements of its own</source>
        <translation>%1 张量没有自己的元素</translation>
    </message>
    <message>
        <source>The file ends before these bytes: nothing of this tensor is stored</source>
        <translation>文件在这些字节之前就结束了：该张量没有存下任何内容</translation>
    </message>
</context>
<context>
    <name>pthf::TensorPanel</name>
    <message>
        <source>Filter keys, or dtype: shape: device: size&gt; shared:</source>
        <translation>筛选键，或 dtype: shape: device: size&gt; shared:</translation>
    </message>
    <message>
        <source>Filter of the tensor table</source>
        <translation>张量表的筛选</translation>
    </message>
    <message>
        <source>Words are found in the key. dtype:float32 shape:64,*,3,3 device:cuda:0 size&gt;1MB size&lt;4KB shared:yes choose by everything else.</source>
        <translation>在键中查找词语。dtype:float32 shape:64,*,3,3 device:cuda:0 size&gt;1MB size&lt;4KB shared:yes 按其他条件筛选。</translation>
    </message>
    <message>
        <source>Text</source>
        <translation>文本</translation>
    </message>
    <message>
        <source>Every word is somewhere in the key</source>
        <translation>键中包含每个词</translation>
    </message>
    <message>
        <source>* stands for anything</source>
        <translation>* 代表任意内容</translation>
    </message>
    <message>
        <source>Regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Columns</source>
        <translation>列</translation>
    </message>
    <message>
        <source>All tensors</source>
        <translation>所有张量</translation>
    </message>
    <message>
        <source>Show in the tree</source>
        <translation>在树中显示</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy as</source>
        <translation>复制为</translation>
    </message>
    <message>
        <source>Markdown</source>
        <translation>Markdown</translation>
    </message>
    <message>
        <source>CSV</source>
        <translation>CSV</translation>
    </message>
    <message>
        <source>Python</source>
        <translation>Python</translation>
    </message>
    <message>
        <source>%1 of %2 tensors · %3</source>
        <translation>%1 / %2 个张量 · %3</translation>
    </message>
    <message>
        <source>Nothing selected</source>
        <translation>未选择</translation>
    </message>
    <message>
        <source>%1 selected · %2</source>
        <translation>已选 %1 项 · %2</translation>
    </message>
</context>
<context>
    <name>pthf::TensorTableModel</name>
    <message>
        <source>Key</source>
        <translation>键</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape</source>
        <translation>形状</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>Storage</source>
        <translation>存储</translation>
    </message>
    <message>
        <source>%1 bytes</source>
        <translation>%1 字节</translation>
    </message>
    <message>
        <source>Shared by %1 tensors</source>
        <translation>由 %1 个张量共享</translation>
    </message>
</context>
<context>
    <name>pthf::TextDialog</name>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
</context>
<context>
    <name>pthf::TreePanel</name>
    <message>
        <source>Tree of the checkpoint</source>
        <translation>检查点的树</translation>
    </message>
    <message>
        <source>Copy name</source>
        <translation>复制名称</translation>
    </message>
    <message>
        <source>Copy path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Copy shape or value</source>
        <translation>复制形状或值</translation>
    </message>
</context>
<context>
    <name>pthf::Treemap</name>
    <message>
        <source>Where the bytes are</source>
        <translation>字节所在位置</translation>
    </message>
</context>
<context>
    <name>pthf::ValueTreeModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Type</source>
        <translation>类型</translation>
    </message>
    <message>
        <source>Shape or value</source>
        <translation>形状或值</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Device</source>
        <translation>设备</translation>
    </message>
    <message>
        <source>dropped by the plan</source>
        <translation>将按计划删除</translation>
    </message>
    <message>
        <source>%1
The same value as %2</source>
        <translation>%1
与 %2 是同一个值</translation>
    </message>
    <message>
        <source>↑ same as %1</source>
        <translation>↑ 同 %1</translation>
    </message>
    <message>
        <source>%1 bytes, %2 of the file&apos;s tensors</source>
        <translation>%1 字节，占文件张量的 %2</translation>
    </message>
    <message>
        <source>%1 bytes, %2 of %3</source>
        <translation>%1 字节，占 %3 的 %2</translation>
    </message>
    <message>
        <source>(the whole file)</source>
        <translation>（整个文件）</translation>
    </message>
</context>
<context>
    <name>pthf::ValueWords</name>
    <message>
        <source>Model</source>
        <translation>模型</translation>
    </message>
    <message>
        <source>EMA</source>
        <translation>EMA</translation>
    </message>
    <message>
        <source>Optimizer</source>
        <translation>优化器</translation>
    </message>
    <message>
        <source>Scheduler</source>
        <translation>调度器</translation>
    </message>
    <message>
        <source>Scaler</source>
        <translation>缩放器</translation>
    </message>
    <message>
        <source>Random state</source>
        <translation>随机状态</translation>
    </message>
    <message>
        <source>1 tensor</source>
        <translation>1 个张量</translation>
    </message>
    <message>
        <source>%1 tensors</source>
        <translation>%1 个张量</translation>
    </message>
    <message>
        <source>1 value</source>
        <translation>1 个值</translation>
    </message>
    <message>
        <source>empty</source>
        <translation>空</translation>
    </message>
    <message>
        <source>%1 values</source>
        <translation>%1 个值</translation>
    </message>
</context>
<context>
    <name>pthf::ValuesPage</name>
    <message>
        <source>Values</source>
        <translation>值</translation>
    </message>
    <message>
        <source>Values of the slice</source>
        <translation>切片的值</translation>
    </message>
    <message>
        <source>%1 × %2</source>
        <translation>%1 × %2</translation>
    </message>
    <message>
        <source>There is nothing in this slice</source>
        <translation>此切片中没有内容</translation>
    </message>
    <message>
        <source>Reading values</source>
        <translation>正在读取值</translation>
    </message>
</context>
<context>
    <name>pthf::VerifyChoice</name>
    <message>
        <source>Verify</source>
        <translation>验证</translation>
    </message>
    <message>
        <source>Structure</source>
        <translation>结构</translation>
    </message>
    <message>
        <source>Every byte</source>
        <translation>每个字节</translation>
    </message>
    <message>
        <source>The result is not looked at again</source>
        <translation>不再检查结果</translation>
    </message>
    <message>
        <source>Opens the result again and compares it with the plan</source>
        <translation>重新打开结果并与计划比较</translation>
    </message>
    <message>
        <source>Opens the result again and compares every byte with the open file</source>
        <translation>重新打开结果并与打开的文件逐字节比较</translation>
    </message>
</context>
<context>
    <name>pthf::ViewTabs</name>
    <message>
        <source>Views of the checkpoint</source>
        <translation>检查点的视图</translation>
    </message>
</context>
<context>
    <name>pthf::WindowActions</name>
    <message>
        <source>&amp;Open…</source>
        <translation>打开(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the &amp;sample</source>
        <translation>打开示例(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Read the file again</source>
        <translation>重新读取文件(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;New window</source>
        <translation>新建窗口(&amp;N)</translation>
    </message>
    <message>
        <source>Show in the fi&amp;le manager</source>
        <translation>在文件管理器中显示(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Close the file</source>
        <translation>关闭文件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Save converted…</source>
        <translation>保存转换结果(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Undo</source>
        <translation>撤销(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Redo</source>
        <translation>重做(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Find…</source>
        <translation>查找(&amp;F)…</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>复制路径(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Tree</source>
        <translation>树(&amp;T)</translation>
    </message>
    <message>
        <source>Te&amp;nsors</source>
        <translation>张量(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Details</source>
        <translation>详情(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;Findings</source>
        <translation>发现(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Next region</source>
        <translation>下一区域(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Previous region</source>
        <translation>上一区域(&amp;P)</translation>
    </message>
    <message>
        <source>As the &amp;system has it</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
    <message>
        <source>&amp;High contrast</source>
        <translation>高对比度(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Map devices…</source>
        <translation>映射设备(&amp;M)…</translation>
    </message>
    <message>
        <source>Change &amp;keys…</source>
        <translation>修改键(&amp;K)…</translation>
    </message>
    <message>
        <source>&amp;Add a change…</source>
        <translation>添加改动(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Laptop copy…</source>
        <translation>笔记本副本(&amp;L)…</translation>
    </message>
    <message>
        <source>Show &amp;plan</source>
        <translation>显示计划(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Before and after…</source>
        <translation>前后对比(&amp;B)…</translation>
    </message>
    <message>
        <source>Apply a &amp;recipe…</source>
        <translation>应用配方(&amp;R)…</translation>
    </message>
    <message>
        <source>Save plan as r&amp;ecipe…</source>
        <translation>将计划另存为配方(&amp;E)…</translation>
    </message>
    <message>
        <source>&amp;Clear the plan</source>
        <translation>清空计划(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;How to load this</source>
        <translation>如何加载(&amp;H)</translation>
    </message>
    <message>
        <source>Copy as P&amp;ython</source>
        <translation>复制为 Python(&amp;Y)</translation>
    </message>
    <message>
        <source>Copy as c&amp;ommand</source>
        <translation>复制为命令(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;What loading would run…</source>
        <translation>加载会执行什么(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Find a command</source>
        <translation>查找命令(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Settings…</source>
        <translation>设置(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Keyboard shortcuts</source>
        <translation>键盘快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Pthfinder</source>
        <translation>关于 Pthfinder(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>Open re&amp;cent</source>
        <translation>打开最近的文件(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Edit</source>
        <translation>编辑(&amp;E)</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Checkpoint</source>
        <translation>检查点(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Tools</source>
        <translation>工具(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>No files yet</source>
        <translation>尚无文件</translation>
    </message>
    <message>
        <source>Clear list</source>
        <translation>清空列表</translation>
    </message>
    <message>
        <source>Open a f&amp;older…</source>
        <translation>打开文件夹(&amp;O)…</translation>
    </message>
    <message>
        <source>&amp;Back to the folder</source>
        <translation>回到文件夹(&amp;B)</translation>
    </message>
    <message>
        <source>Convert &amp;many files…</source>
        <translation>批量转换(&amp;M)…</translation>
    </message>
    <message>
        <source>Take back the last edit in p&amp;lace</source>
        <translation>撤回上次就地编辑(&amp;L)</translation>
    </message>
    <message>
        <source>Copy report as Mar&amp;kdown</source>
        <translation>复制报告为 Markdown(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;Match</source>
        <translation>匹配(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Match with another file…</source>
        <translation>与另一文件匹配(&amp;M)…</translation>
    </message>
    <message>
        <source>Match with &amp;names or an error…</source>
        <translation>与名称或错误信息匹配(&amp;N)…</translation>
    </message>
    <message>
        <source>&amp;Overview</source>
        <translation>概览(&amp;O)</translation>
    </message>
    <message>
        <source>&amp;Storages</source>
        <translation>存储(&amp;S)</translation>
    </message>
    <message>
        <source>O&amp;ptimizer</source>
        <translation>优化器(&amp;P)</translation>
    </message>
    <message>
        <source>Scan all &amp;values</source>
        <translation>扫描所有值(&amp;V)</translation>
    </message>
    <message>
        <source>Check on &amp;device…</source>
        <translation>在设备上检查(&amp;D)…</translation>
    </message>
    <message>
        <source>De&amp;vices of this computer…</source>
        <translation>本机的设备(&amp;V)…</translation>
    </message>
</context>
<context>
    <name>pthf::WindowDialogs</name>
    <message>
        <source>Open a checkpoint</source>
        <translation>打开检查点</translation>
    </message>
    <message>
        <source>Checkpoints (*.pt *.pth *.ckpt *.bin *.tar *.pkl *.safetensors);;All files (*)</source>
        <translation>检查点 (*.pt *.pth *.ckpt *.bin *.tar *.pkl *.safetensors);;所有文件 (*)</translation>
    </message>
    <message>
        <source>laptop copy</source>
        <translation>笔记本副本</translation>
    </message>
    <message>
        <source>map devices</source>
        <translation>映射设备</translation>
    </message>
    <message>
        <source>Target device</source>
        <translation>目标设备</translation>
    </message>
    <message>
        <source>Device that the tensors are stored for: cpu, cuda:1, mps, xla:0 …</source>
        <translation>张量所存的设备：cpu、cuda:1、mps、xla:0 …</translation>
    </message>
    <message>
        <source>“%1” is no device: a word, or a word and a number, cuda:1</source>
        <translation>“%1”不是设备：应为一个词，或一个词加编号，如 cuda:1</translation>
    </message>
    <message>
        <source>move everything to %1</source>
        <translation>全部移到 %1</translation>
    </message>
    <message>
        <source>Before and after</source>
        <translation>前后对比</translation>
    </message>
    <message>
        <source>This file</source>
        <translation>此文件</translation>
    </message>
    <message>
        <source>As planned</source>
        <translation>按计划</translation>
    </message>
    <message>
        <source>How to load this</source>
        <translation>如何加载</translation>
    </message>
    <message>
        <source>Python, ready to copy. The model&apos;s class is yours to put in.</source>
        <translation>可直接复制的 Python 代码。模型的类请自行填入。</translation>
    </message>
    <message>
        <source>dangerous  </source>
        <translation>危险  </translation>
    </message>
    <message>
        <source>refused    </source>
        <translation>拒绝  </translation>
    </message>
    <message>
        <source>Nothing of this file is run here. torch.load(weights_only=True) accepts it.</source>
        <translation>此处不执行该文件的任何内容。torch.load(weights_only=True) 可接受它。</translation>
    </message>
    <message>
        <source>Nothing of this file is run here. torch.load(weights_only=True) refuses it; with weights_only=False these would be called.</source>
        <translation>此处不执行该文件的任何内容。torch.load(weights_only=True) 会拒绝它；用 weights_only=False 时会调用以下内容。</translation>
    </message>
    <message>
        <source>What stands in the way</source>
        <translation>障碍所在</translation>
    </message>
    <message>
        <source>All classes and functions it names</source>
        <translation>它提到的所有类和函数</translation>
    </message>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>What loading would run</source>
        <translation>加载会执行什么</translation>
    </message>
    <message>
        <source>Saved</source>
        <translation>已保存</translation>
    </message>
    <message>
        <source>Receipt</source>
        <translation>回执</translation>
    </message>
    <message>
        <source>Open the saved file</source>
        <translation>打开保存的文件</translation>
    </message>
    <message>
        <source>Show in folder</source>
        <translation>在文件夹中显示</translation>
    </message>
    <message>
        <source>Not saved</source>
        <translation>未保存</translation>
    </message>
    <message>
        <source>%1

%2</source>
        <translation>%1

%2</translation>
    </message>
    <message>
        <source>Open a folder of checkpoints</source>
        <translation>打开检查点文件夹</translation>
    </message>
    <message>
        <source>Take it back</source>
        <translation>撤回</translation>
    </message>
    <message>
        <source>LibTorch&apos;s own reader</source>
        <translation>LibTorch 自带的读取器</translation>
    </message>
    <message>
        <source>What it says</source>
        <translation>它的说法</translation>
    </message>
</context>
<context>
    <name>pthf::Workspace</name>
    <message>
        <source>Details of the row</source>
        <translation>行的详情</translation>
    </message>
    <message>
        <source>Loads on %1 of %2</source>
        <translation>可加载于 %1 / %2</translation>
    </message>
    <message>
        <source>make it load on: %1</source>
        <translation>使其可加载于：%1</translation>
    </message>
    <message>
        <source>Health scan not run</source>
        <translation>未做健康扫描</translation>
    </message>
    <message>
        <source>%1 scanned, no NaN, no Inf</source>
        <translation>已扫描 %1，无 NaN，无 Inf</translation>
    </message>
    <message>
        <source>%1 scanned</source>
        <translation>已扫描 %1</translation>
    </message>
</context>
</TS>
